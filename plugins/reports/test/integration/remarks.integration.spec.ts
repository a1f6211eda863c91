import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { definePlugin } from '../../../../src/kernel/plugin.js';
import { openTestDatabase, type TestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { describeWith } from '../../../../test/harness/services.js';
import { periodRemark } from '../../../analytics/contract/period-remark.js';
import { builtInPlugins } from '../../../index.js';
import { readRows } from '../../app/preview-report.js';
import type { ReportDefinition } from '../../contract/definition.js';
import { day, jsonReport, openReports, pdfLines, readWorkbook, type ReportsHouse } from './reports-house.js';

const remarker = definePlugin({
  name: 'remarker',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['analytics'],
  permissions: [],
  register(house) {
    house.contribute(periodRemark, {
      name: 'said',
      of: async ({ language, periods, shown }) => [`${language} ${shown} ${periods.map(daysOf).join()}.`],
    });
  },
});
const daysOf = ({ from, to }: { readonly from: string; readonly to: string }): string => `${from}/${to}`;

let database: TestDatabase;
let house: ReportsHouse;
beforeAll(async () => {
  database = await openTestDatabase('sqlite');
  house = await openReports(database, undefined, [...builtInPlugins, remarker]);
}, 120_000);
afterAll(async () => {
  await house.close();
  await database.close();
});

const period = { from: day('2024-01-01'), to: day('2024-12-31') };
const figures = (measures: readonly string[], compare: 'year-before' | null = null): ReportDefinition => ({
  ...{ format: 1, title: 'Figures', period, sort: null, totals: true, subtotals: false, chart: null },
  ...{ limit: null, review: null, parameters: [] },
  source: { kind: 'figures', measures, by: ['month'], filters: {}, compare, convertTo: null },
});
const listed: ReportDefinition = {
  ...figures([]),
  source: { kind: 'rows', dataset: 'invoices', columns: ['number', 'total'], filters: {} },
};
const notesOf = async (definition: ReportDefinition) => {
  const signal = new AbortController().signal;
  const read = await readRows(house.context, admin, definition, { language: 'uk', signal, most: 10 });
  return read.ok ? read.value.notes : read.error;
};

it('stand under figures of the ledger and under lists of its records, of the compared days too', async () => {
  expect(await notesOf(figures(['sales']))).toEqual(['uk figures 2024-01-01/2024-12-31.']);
  expect(await notesOf(figures(['sales'], 'year-before'))).toEqual([
    'uk figures 2024-01-01/2024-12-31,2023-01-01/2023-12-31.',
  ]);
  expect(await notesOf(listed)).toEqual(['uk records 2024-01-01/2024-12-31.']);
});

it('do not stand under figures that come from elsewhere', async () => {
  expect(await notesOf(figures(['profit']))).toEqual([]);
  expect(await notesOf(figures(['profit', 'sales']))).toHaveLength(1);
});

it('are in the file of a spreadsheet and of a program', async () => {
  const sentence = 'en figures 2024-01-01/2024-12-31.';
  const { path } = await house.file(figures(['sales']), 'xlsx');
  const cells: string[] = [];
  for (const sheet of (await readWorkbook(path)).worksheets)
    sheet.eachRow((row) => row.eachCell(({ text }) => void cells.push(text)));
  expect(cells).toContain(sentence);
  expect(jsonReport((await house.file(figures(['sales']), 'json')).path).notes).toEqual([sentence]);
});

describeWith('chromium', 'on paper', () => {
  it('they are below the table', async () => {
    const { path } = await house.file(figures(['sales']), 'pdf');
    expect(pdfLines(path)).toContain('en figures 2024-01-01/2024-12-31.');
  });
});
