import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { REPORT_FORMATS } from '../contract/definition.js';
import { dataset } from '../contract/dataset.js';
import { deliveryChannel } from '../contract/delivery.js';
import { LIBRARY } from '../domain/library.js';
import { letterBox } from './sample/letter-box.js';
import { visitsDataset } from './sample/visits-dataset.js';

const page = readFileSync('docs/reports.md', 'utf8');
const english = JSON.parse(readFileSync('locales/en/reports.json', 'utf8')) as {
  library: Record<string, { title: string }>;
};

describe('docs/reports.md', () => {
  it('shows contributions that are taken', () => {
    expect(dataset.refuse(visitsDataset)).toBeNull();
    expect(deliveryChannel.refuse(letterBox)).toBeNull();
  });

  it('names every ready report, as the panel does', () => {
    const titles = LIBRARY.map(({ name }) => english.library[name]?.title.toLowerCase() ?? name);
    expect(titles.filter((title) => !page.toLowerCase().includes(title))).toEqual([]);
  });

  it('says what is in a file of each format', () => {
    expect(REPORT_FORMATS.filter((format) => !page.includes(`| ${format.toUpperCase()} |`))).toEqual([]);
  });
});
