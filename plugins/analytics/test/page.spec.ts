import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { dailyEntryKpis } from '../app/daily-entry-kpis.js';
import { makeCatalogue } from '../app/catalogue.js';
import { type kpi, type Kpi } from '../contract/kpi.js';
import { plugin } from './sample/visits-plugin.js';

const page = readFileSync('docs/analytics.md', 'utf8');

describe('docs/analytics.md', () => {
  it('says what every measure is, and of no other', () => {
    const table = /<!-- measures -->([\s\S]*)<!-- \/measures -->/.exec(page)?.[1] ?? '';
    const described = [...table.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    const { measures } = makeCatalogue(dailyEntryKpis.map((value) => ({ plugin: 'analytics', value })));
    expect(described.sort()).toEqual(measures.map(({ name }) => name).sort());
  });

  it('shows a plugin whose measures are taken', () => {
    const refusals: (string | null)[] = [];
    const house = {
      contribute: (point: typeof kpi, value: Kpi) => refusals.push(point.refuse(value)),
    };
    plugin.register(house as never);
    expect(refusals).toEqual([null, null]);
  });
});
