import { describe, expect, it } from '@jest/globals';
import type { FiguresSource, ReportDefinition } from '../../contract/definition.js';
import type { Vocabulary } from '../../contract/doors.js';
import {
  misfitsOf,
  newDefinition,
  rowsOf,
  sharedDimensions,
  withSource,
} from '../../app/build-definition.js';
import { definitionFromAddress, definitionToAddress } from '../../domain/definition-address.js';

const column = (name: string) => ({ name, title: name, kind: 'text' as const, filter: false });

const VOCABULARY: Pick<Vocabulary, 'measures' | 'datasets'> = {
  measures: [
    {
      name: 'sales',
      title: 'Sales',
      unit: 'money',
      kind: 'flow',
      dimensions: ['month', 'office', 'product'],
    },
    {
      name: 'collected',
      title: 'Collected',
      unit: 'money',
      kind: 'flow',
      dimensions: ['month', 'office', 'method'],
    },
  ],
  datasets: [
    { name: 'invoices', title: 'Invoices', needs: [], columns: [column('number'), column('total')] },
    { name: 'statement', title: 'Statement', needs: ['representative'], columns: [column('on')] },
  ],
};

const opened = newDefinition(VOCABULARY, 'New report');
const figures = opened.source as FiguresSource;
const change = (part: Partial<FiguresSource>, from = opened): ReportDefinition =>
  withSource(VOCABULARY, from, { ...(from.source as FiguresSource), ...part });

describe('a report that is being built', () => {
  it('begins with the first measure by month', () => {
    expect(opened).toMatchObject({
      source: { kind: 'figures', measures: ['sales'], by: ['month'] },
      period: { preset: 'last-12-months' },
      chart: { kind: 'line', measure: 'sales' },
    });
  });

  it('begins with rows for a reader of no measure', () => {
    const rows = newDefinition({ ...VOCABULARY, measures: [] }, 'New report');
    expect(rows.source).toEqual({
      kind: 'rows',
      dataset: 'invoices',
      columns: ['number', 'total'],
      filters: {},
    });
    expect(rows.chart).toBeNull();
  });

  it('shows what is not by time as bars, as long as nobody chose a chart', () => {
    expect(change({ by: ['office'] }).chart).toEqual({ kind: 'bars-sideways', measure: 'sales' });
    const chosen: ReportDefinition = { ...opened, chart: { kind: 'stacked', measure: 'sales' } };
    expect(change({ by: ['office'] }, chosen).chart).toEqual({ kind: 'stacked', measure: 'sales' });
    expect(change({ by: ['office'] }, { ...opened, chart: null }).chart).toBeNull();
  });

  it('draws another measure when the drawn one is gone', () => {
    const chosen: ReportDefinition = { ...opened, chart: { kind: 'bar', measure: 'sales' } };
    expect(change({ measures: ['collected'] }, chosen).chart).toEqual({ kind: 'bar', measure: 'collected' });
    expect(change({ by: [] }, chosen).chart).toBeNull();
  });

  it('forgets an order by what is gone, and keeps any other', () => {
    const sorted: ReportDefinition = { ...opened, sort: { by: 'month', direction: 'asc' } };
    expect(change({ by: ['office'] }, sorted).sort).toBeNull();
    expect(change({ by: ['office', 'month'] }, sorted).sort).toEqual({ by: 'month', direction: 'asc' });
  });

  it('has subtotals only by two dimensions or more', () => {
    const summed = change({ by: ['office', 'month'] }, { ...opened, subtotals: true });
    expect(change({ by: ['office', 'month'] }, { ...summed, subtotals: true }).subtotals).toBe(true);
    expect(change({ by: ['office'] }, { ...summed, subtotals: true }).subtotals).toBe(false);
  });

  it('asks for whom, where the rows are of one representative', () => {
    expect(withSource(VOCABULARY, opened, rowsOf(VOCABULARY, 'statement'))).toMatchObject({
      parameters: ['representative'],
      chart: null,
    });
  });

  it('knows by what all of its measures can be cut, and what cannot', () => {
    expect(sharedDimensions(VOCABULARY, ['sales', 'collected'])).toEqual(['month', 'office']);
    const source: FiguresSource = { ...figures, measures: ['sales', 'collected'], by: ['office', 'method'] };
    expect(misfitsOf(VOCABULARY, source)).toEqual([{ dimension: 'method', measure: 'sales' }]);
  });
});

describe('a report in an address', () => {
  it('comes back as it was, in any alphabet', () => {
    const definition = change({ filters: { office: ['a', 'b'] } }, { ...opened, title: 'Продажі — 2026 ✓' });
    const address = definitionToAddress(definition);
    expect(address).toMatch(/^[\w-]+$/);
    expect(definitionFromAddress(address)).toEqual(definition);
  });

  it.each([
    ['nothing', ''],
    ['what is no base64', '%%%'],
    ['what is no JSON', btoa('{')],
    ['JSON of something else', btoa('{"format":1,"title":"x"}')],
    ['another format', btoa(JSON.stringify({ ...opened, format: 99 }))],
    [
      'filters that are no lists',
      btoa(JSON.stringify({ ...opened, source: { ...figures, filters: { office: 'a' } } })),
    ],
    ['bytes that are no text', btoa('\u00ff\u00fe')],
  ])('is not made of %s', (_what, address) => {
    expect(definitionFromAddress(address)).toBeNull();
  });
});
