import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { findKind } from '../../../imports/app/known-kinds.js';
import { applyFile } from '../../../imports/app/import-file.js';
import { openTable } from '../../../imports/adapters/files/open-table.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { addressOf, describeWithFile } from '../../../../test/harness/services.js';
import type { ReportDefinition } from '../../contract/definition.js';
import {
  csvGrid,
  day,
  jsonGrid,
  openReports,
  pdfLines,
  xlsxGrid,
  type Grid,
  type ReportsHouse,
} from './reports-house.js';

const LEDGER = join(
  process.env['SHARED_DATA'] ?? join(process.cwd(), '..', 'shared', 'data'),
  'receivables.csv',
);

/** One invoice as the file has it; amounts in cents. */
interface Line {
  readonly customer: string;
  readonly issued: string;
  readonly due: string;
  readonly settled: string;
  readonly cents: number;
}

describeWithFile(LEDGER, 'the real ledger, in every format as in the file itself', () => {
  forEachDialect('reports', (_dialect, open) => {
    let database: TestDatabase;
    let house: ReportsHouse;
    let lines: readonly Line[];

    beforeAll(async () => {
      lines = readLines();
      database = await open();
      house = await openReports(database);
      const kind = findKind(house.test.house.context('imports'), admin, 'invoices');
      if (!kind.ok) throw new Error(kind.error.code);
      const { value, context } = kind.value;
      const { mapping } = value.profiles.find(({ name }) => name === 'receivables')!;
      const task = { kind: value, context, actor: admin, path: LEDGER, fileName: 'ledger.csv', mapping };
      const done = await applyFile(openTable, task, 'all-or-nothing', (work) =>
        database.port.transaction(work),
      );
      if (!done.ok) throw new Error(done.error.code);
    }, 120_000);
    afterAll(async () => {
      await house.close();
      await database.close();
    });

    /** The same in CSV, XLSX and JSON; and on paper, where there is a browser. */
    async function inEveryFormat(definition: ReportDefinition): Promise<Grid> {
      const [csv, xlsx, json] = await Promise.all([
        house.file(definition, 'csv').then(({ path }) => csvGrid(path)),
        house.file(definition, 'xlsx').then(({ path }) => xlsxGrid(path)),
        house.file(definition, 'json').then(({ path }) => jsonGrid(path)),
      ]);
      expect(xlsx).toEqual(csv);
      expect(json).toEqual(csv);
      if (addressOf('chromium')) {
        const paper = pdfLines((await house.file(definition, 'pdf')).path);
        for (const row of csv.slice(1)) {
          const figures = row
            .slice(1)
            .filter((cell) => /^-?\d+\.\d\d$/.test(cell))
            .map(onPaper);
          expect(paper.some((line) => figures.every((figure) => line.includes(figure)))).toBe(true);
        }
      }
      return csv;
    }

    it('says what was sold in each of 24 months', async () => {
      const grid = await inEveryFormat(
        house.ready('sales-by-month', {
          period: { from: day('2012-01-01'), to: day('2013-12-31') },
          source: figures({ measures: ['sales', 'invoices'], by: ['month'] }),
        }),
      );
      const months = [...new Set(lines.map(({ issued }) => issued.slice(0, 7)))].sort();
      expect(grid.slice(1, -1)).toEqual(
        months.map((month) => {
          const sold = lines.filter(({ issued }) => issued.startsWith(month));
          return [`${month}-01`, 'EUR', amount(centsOf(sold)), String(sold.length)];
        }),
      );
      expect(months).toHaveLength(24);
      expect(grid.at(-1)).toEqual(['Total', 'EUR', amount(centsOf(lines)), String(lines.length)]);
    }, 120_000);

    it.each(['2012-03-31', '2012-09-15', '2012-12-31', '2013-06-30', '2013-11-01'])(
      'says what was owed on %s, by how long it was overdue',
      async (on) => {
        const grid = await inEveryFormat(
          house.ready('receivables-ageing', {
            period: { from: day(on), to: day(on) },
            source: figures({ measures: ['outstanding'], by: ['bucket'] }),
            subtotals: false,
          }),
        );
        const owed = lines.filter(({ issued, settled }) => issued <= on && (settled === '' || settled > on));
        const expected = BUCKETS.flatMap(([title, holds]) => {
          const inBucket = owed.filter(({ due }) => holds((Date.parse(on) - Date.parse(due)) / 86_400_000));
          return inBucket.length === 0 ? [] : [[title, 'EUR', amount(centsOf(inBucket))]];
        });
        expect([...grid.slice(1, -1)].sort()).toEqual([...expected].sort());
        expect(grid.at(-1)).toEqual(['Total', 'EUR', amount(centsOf(owed))]);
      },
      120_000,
    );

    it('says who bought most', async () => {
      const grid = await inEveryFormat(
        house.ready('sales-by-representative', {
          period: { from: day('2012-01-01'), to: day('2013-12-31') },
          source: figures({ measures: ['sales'], by: ['representative'] }),
          limit: 10,
        }),
      );
      const ten = byCustomer(lines)
        .map(([customer, own]) => [customer, centsOf(own)] as const)
        .sort((a, b) => b[1] - a[1])
        .slice(0, 10);
      expect(grid.slice(1, -1)).toEqual(ten.map(([customer, cents]) => [customer, 'EUR', amount(cents)]));
      // The total is of everybody, so it is no formula over ten rows.
      expect(grid.at(-1)).toEqual(['Total', 'EUR', amount(centsOf(lines))]);
    }, 120_000);

    it('says how long each customer takes to pay', async () => {
      const grid = await inEveryFormat(
        house.ready('days-to-pay', {
          period: { from: day('2012-01-01'), to: day('2014-12-31') },
          source: figures({ measures: ['days_to_pay', 'paid_invoices'], by: ['representative'] }),
          sort: { by: 'representative', direction: 'asc' },
        }),
      );
      const expected = byCustomer(lines.filter(({ settled }) => settled !== '')).map(([customer, own]) => {
        const days = own.reduce(
          (sum, { issued, settled }) => sum + (Date.parse(settled) - Date.parse(issued)) / 86_400_000,
          0,
        );
        return [customer, tenths(days, own.length), String(own.length)];
      });
      const shown = grid.slice(1, -1).map((row) => [row[0], row.at(-2), row.at(-1)]);
      expect([...shown].sort()).toEqual([...expected].sort());
      expect(expected).toHaveLength(100);
    }, 120_000);

    it('lists every invoice with its sum', async () => {
      const grid = await inEveryFormat(
        house.ready('invoices', {
          period: { from: day('2012-01-01'), to: day('2013-12-31') },
          source: { kind: 'rows', dataset: 'invoices', columns: ['number', 'issued', 'total'], filters: {} },
          sort: { by: 'number', direction: 'asc' },
        }),
      );
      expect(grid).toHaveLength(lines.length + 2);
      expect(grid.at(-1)).toEqual(['Total', '', amount(centsOf(lines)), 'EUR']);
    }, 240_000);
  });
});

const BUCKETS: readonly (readonly [string, (days: number) => boolean])[] = [
  ['Not due yet', (days) => days <= 0],
  ['1–30 days', (days) => days >= 1 && days <= 30],
  ['31–60 days', (days) => days >= 31 && days <= 60],
  ['61–90 days', (days) => days >= 61 && days <= 90],
  ['Over 90 days', (days) => days > 90],
];

function figures(change: {
  readonly measures: string[];
  readonly by: ('month' | 'bucket' | 'representative')[];
}) {
  return { kind: 'figures', filters: {}, compare: null, convertTo: null, ...change } as const;
}

function readLines(): readonly Line[] {
  const rows: Record<string, string>[] = parse(readFileSync(LEDGER), { columns: true });
  const iso = (text = ''): string => {
    const [month = '', date = '', year = ''] = text.split('/');
    return text === '' ? '' : `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  };
  return rows.map((row) => ({
    customer: row['customerID']!,
    issued: iso(row['InvoiceDate']),
    due: iso(row['DueDate']),
    settled: iso(row['SettledDate']),
    cents: Math.round(Number(row['InvoiceAmount']) * 100),
  }));
}

function byCustomer(lines: readonly Line[]): readonly (readonly [string, readonly Line[]])[] {
  const customers = [...new Set(lines.map(({ customer }) => customer))];
  return customers.map((customer) => [customer, lines.filter((line) => line.customer === customer)]);
}

const centsOf = (lines: readonly Line[]): number => lines.reduce((sum, { cents }) => sum + cents, 0);
const amount = (cents: number): string => (cents / 100).toFixed(2);
const onPaper = (decimal: string): string =>
  new Intl.NumberFormat('en', { minimumFractionDigits: 2 }).format(decimal as `${number}`);

/** A quotient with one decimal, half to even. */
function tenths(dividend: number, divisor: number): string {
  const [whole, rest] = [Math.floor((dividend * 10) / divisor), (dividend * 10) % divisor];
  const up = rest * 2 > divisor || (rest * 2 === divisor && whole % 2 === 1);
  return ((whole + (up ? 1 : 0)) / 10).toFixed(1);
}
