// The real ledger, imported as staff would, against a few lines that read the file itself.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTable } from '../../../imports/adapters/files/open-table.js';
import { applyFile } from '../../../imports/app/import-file.js';
import { findKind } from '../../../imports/app/known-kinds.js';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { addDays, daysBetween, type LocalDate } from '../../../../src/values/local-date.js';
import { value } from '../../../billing/test/integration/billing-house.js';
import { analytics, type AnalyticsQuery } from '../../contract/query.js';
import { makeRollups } from '../../adapters/database/rollups.js';

const LEDGER = join(
  process.env['SHARED_DATA'] ?? join(process.cwd(), '..', 'shared', 'data'),
  'receivables.csv',
);
const ledgerIt = existsSync(LEDGER) ? it : it.skip;
if (!existsSync(LEDGER)) console.warn(`skipped: the real ledger is not at ${LEDGER}`);

interface Line {
  readonly customer: string;
  readonly issued: LocalDate;
  readonly due: LocalDate;
  readonly settled: LocalDate;
  readonly cents: number;
}

const iso = (text: string): LocalDate => {
  const [month = '', day = '', year = ''] = text.split('/');
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` as LocalDate;
};

function linesOfFile(): readonly Line[] {
  const [heading = '', ...rows] = readFileSync(LEDGER, 'utf8').trim().split(/\r?\n/);
  const place = Object.fromEntries(heading.split(',').map((name, index) => [name, index]));
  return rows.map((row) => {
    const cells = row.split(',');
    const cell = (name: string): string => cells[place[name]!]!;
    return {
      customer: cell('customerID'),
      issued: iso(cell('InvoiceDate')),
      due: iso(cell('DueDate')),
      settled: iso(cell('SettledDate')),
      cents: Math.round(Number(cell('InvoiceAmount')) * 100),
    };
  });
}

const written = (cents: number): string => (cents / 100).toFixed(2);
const ALL = { from: '2012-01-01' as LocalDate, to: '2013-12-31' as LocalDate };

forEachDialect('the real ledger', (dialect, open) => {
  let database: TestDatabase;
  let test: TestHouse;
  let lines: readonly Line[];

  beforeAll(async () => {
    if (!existsSync(LEDGER)) return;
    database = await open();
    test = await assembleTestHouse(database);
    lines = linesOfFile();
    const kind = value(findKind(test.house.context('imports'), admin, 'invoices'));
    const { mapping } = kind.value.profiles.find(({ name }) => name === 'receivables')!;
    const task = {
      kind: kind.value,
      context: kind.context,
      actor: admin,
      path: LEDGER,
      fileName: 'l.csv',
      mapping,
    };
    value(await applyFile(openTable, task, 'all-or-nothing', (work) => database.port.transaction(work)));
  }, 120_000);
  afterAll(async () => {
    test?.close();
    await database?.close();
  });

  const ask = async (query: AnalyticsQuery) =>
    value(await test.house.context('analytics').use(analytics).query(admin, query));

  /** Before the changes are folded, and after. */
  async function twice(work: () => Promise<void>): Promise<void> {
    await work();
    while ((await makeRollups(dialect).fold(database.port)) > 0);
    await work();
  }

  ledgerIt('has its sales of 24 months', () =>
    twice(async () => {
      const { rows } = await ask({ measures: ['sales', 'invoices'], by: ['month'], ...ALL });
      expect(rows).toHaveLength(24);
      for (const { keys, values } of rows) {
        const sold = lines.filter(({ issued }) => issued.slice(0, 7) === keys.month?.id.slice(0, 7));
        expect(values).toEqual({
          sales: written(sold.reduce((all, { cents }) => all + cents, 0)),
          invoices: String(sold.length),
        });
      }
    }),
  );

  ledgerIt('ages on any day as it did', () =>
    twice(async () => {
      for (const asOf of [
        '2012-03-31',
        '2012-07-15',
        '2012-12-31',
        '2013-06-30',
        '2013-12-31',
      ] as LocalDate[]) {
        const buckets = new Map<string, number>();
        for (const { issued, due, settled, cents } of lines) {
          // Money that came before the invoice counts from the invoice's day.
          if (issued > asOf || settled <= asOf) continue;
          const late = daysBetween(due, asOf);
          const bucket =
            late <= 0
              ? 'not-due'
              : late <= 30
                ? '1-30'
                : late <= 60
                  ? '31-60'
                  : late <= 90
                    ? '61-90'
                    : 'over-90';
          buckets.set(bucket, (buckets.get(bucket) ?? 0) + cents);
        }
        const { rows } = await ask({ measures: ['outstanding'], by: ['bucket'], from: ALL.from, to: asOf });
        const found = rows.map(({ keys, values }) => [keys.bucket!.id, values['outstanding']]);
        expect(Object.fromEntries(found)).toEqual(
          Object.fromEntries([...buckets].map(([bucket, cents]) => [bucket, written(cents)])),
        );
      }
    }),
  );

  ledgerIt('has its ten largest customers', async () => {
    const byCustomer = new Map<string, number>();
    for (const { customer, cents } of lines)
      byCustomer.set(customer, (byCustomer.get(customer) ?? 0) + cents);
    const expected = [...byCustomer].sort((one, other) => other[1] - one[1]).slice(0, 10);
    const sort = { by: 'sales', direction: 'desc' } as const;
    const found = await ask({ measures: ['sales'], by: ['representative'], ...ALL, sort, limit: 10 });
    expect(found.rows.map(({ keys, values }) => [keys.representative?.label, values['sales']])).toEqual(
      expected.map(([customer, cents]) => [customer, written(cents)]),
    );
    expect(found.isCut).toBe(true);
  });

  ledgerIt('has every customer’s days to pay, also over odd days', async () => {
    for (const period of [
      { from: ALL.from, to: '2014-03-31' as LocalDate },
      { from: '2012-05-10' as LocalDate, to: '2013-02-17' as LocalDate },
    ]) {
      const days = new Map<string, number[]>();
      for (const { customer, issued, settled } of lines) {
        const paid = settled < issued ? issued : settled;
        if (paid >= period.from && paid <= period.to)
          days.set(customer, [...(days.get(customer) ?? []), daysBetween(issued, paid)]);
      }
      const { rows } = await ask({ measures: ['days_to_pay'], by: ['representative'], ...period });
      const found = new Map(
        rows.map(({ keys, values }) => [keys.representative!.label, Number(values['days_to_pay'])]),
      );
      for (const [customer, all] of days) {
        const mean = all.reduce((sum, each) => sum + each, 0) / all.length;
        if (mean > 0) expect(Math.abs(found.get(customer)! - mean)).toBeLessThan(0.0501);
      }
      expect(found.size).toBe([...days.values()].length);
    }
  });

  ledgerIt('stands on each day where yesterday left it', async () => {
    const { rows } = await ask({ measures: ['outstanding', 'overdue'], by: ['week'], ...ALL });
    for (const { keys, values } of rows) {
      const end = addDays(keys.week!.id as LocalDate, 6);
      const asOf = end > ALL.to ? ALL.to : end;
      const open_ = lines.filter(({ issued, settled }) => issued <= asOf && settled > asOf);
      const sum = (some: readonly Line[]) => written(some.reduce((all, { cents }) => all + cents, 0));
      expect(values).toEqual({
        outstanding: sum(open_),
        overdue: sum(open_.filter(({ due }) => due < asOf)),
      });
    }
  });
});
