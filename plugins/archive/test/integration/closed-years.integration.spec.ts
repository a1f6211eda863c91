import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { queriesOf } from '../../../../src/query/queries.js';
import type { LocalDate, LocalMonth } from '../../../../src/values/local-date.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { openAnalytics, type AnalyticsHouse } from '../../../analytics/test/integration/analytics-house.js';
import { MOVED_MODELS } from '../../../billing/contract/year-archive.js';
import {
  openBilling,
  operator,
  value,
  type BillingHouse,
} from '../../../billing/test/integration/billing-house.js';
import { useCases } from '../../use-cases.js';
import { liveThrough, steps } from './a-random-ledger.js';

const CURRENCIES = ['EUR', 'USD', 'JPY', 'UAH'];
const TABLES = [
  ...['invoice', 'invoice_line', 'invoice_document', 'credit_note', 'invoice_dispute', 'payment'],
  ...['payment_reversal', 'allocation', 'payment_claim'],
];
const run = { signal: new AbortController().signal, progress: () => Promise.resolve() };

forEachDialect('a closed year', (_dialect, open) => {
  let database: TestDatabase;
  let made: TestHouse;
  let billing: BillingHouse;
  let analytics: AnalyticsHouse;
  let context: PluginContext;
  beforeAll(async () => {
    database = await open();
    made = await assembleTestHouse(database);
    billing = openBilling(database);
    analytics = openAnalytics(database);
    context = made.house.context('archive');
  }, 120_000);
  afterAll(async () => {
    made.close();
    await database.close();
  });

  const archive = () => context.use(useCases);
  const db = () => queriesOf<Record<string, Record<string, unknown>>>(database.port.queries);
  const rows = async () =>
    Object.fromEntries(
      await Promise.all(
        TABLES.map(
          async (table) => [table, await db().selectFrom(table).selectAll().orderBy('id').execute()] as const,
        ),
      ),
    );

  const days = ['2023-07-15', '2023-12-31', '2024-01-01', '2024-03-31', '2025-01-01'] as LocalDate[];
  const ask = async () => {
    const from = '2023-01-01' as LocalDate;
    const to = '2025-12-31' as LocalDate;
    const flows = ['sales', 'collected', 'invoices', 'payments', 'paid_invoices', 'days_to_pay', 'days_late'];
    const found: unknown[] = [
      await analytics.ask({ measures: flows, by: ['month'], from, to } as never),
      await analytics.ask({
        measures: ['sales', 'collected', 'days_to_pay'],
        by: ['representative', 'month'],
        from,
        to,
      } as never),
      await analytics.ask({ measures: ['sales', 'invoices'], by: ['status'], from, to } as never),
      await analytics.ask({ measures: ['sales', 'invoices'], by: ['product'], from, to } as never),
      await analytics.ask({
        measures: ['sales', 'collected'],
        by: ['office'],
        grain: 'day',
        from,
        to,
      } as never),
    ];
    for (const asOf of days)
      for (const by of [[], ['representative'], ['bucket']])
        found.push(
          await analytics.ask({ measures: ['outstanding', 'overdue'], by, from: asOf, to: asOf } as never),
        );
    return found;
  };
  const statements = async (representatives: readonly string[]) =>
    Promise.all(
      representatives.map(async (id) => {
        const found: unknown[] = [];
        for (const currency of CURRENCIES) {
          const asked = { representative: { id }, currency, from: '2024-01-01', to: '2025-12-31' } as never;
          const statement = value(await billing.billing.statementOfAccount(operator, asked));
          const entries = [];
          for await (const entry of statement.entries()) entries.push(entry);
          found.push({ currency, opening: statement.opening, closing: statement.closing, entries });
        }
        found.push(
          value(await billing.billing.representativeBalance(operator, { representativeId: id } as never)),
        );
        return found;
      }),
    );
  const ageing = () =>
    Promise.all(
      days
        .slice(1)
        .map((asOf) => billing.billing.ageingByCurrency(operator, { asOf, currency: null } as never)),
    );

  it('leaves the ledger and every figure stays; it comes back value for value', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const offices = [await billing.office(), await billing.office()];
        const representatives = [
          await billing.representative({ officeId: offices[0]! }),
          await billing.representative({ officeId: offices[1]!, currency: 'UAH' as CurrencyCode }),
          await billing.representative({ officeId: offices[0]! }),
        ];
        await liveThrough(billing, representatives, all);
        billing.setNow('2026-01-15T12:00:00Z');
        value(await billing.billing.closePeriod(operator, { month: '2023-12' as LocalMonth }));
        const before = {
          rows: await rows(),
          figures: await ask(),
          statements: await statements(representatives),
          ageing: await ageing(),
        };

        const looked = value(await archive().lookAtYear(2023));
        const moved = value(await archive().moveYear(admin, { year: 2023, to: [], jobId: null }, run));
        expect(moved.tables).toEqual(looked.tables);
        expect(moved.tables).toHaveLength(MOVED_MODELS.length);
        expect(moved.invoices).toBeGreaterThan(0);
        const now = await rows();
        for (const { table, rows: gone } of moved.tables)
          expect(now[table]).toHaveLength(before.rows[table]!.length - gone);

        const stands = async () => {
          expect(await ask()).toEqual(before.figures);
          expect(await statements(representatives)).toEqual(before.statements);
          expect(await ageing()).toEqual(before.ageing);
          expect(await analytics.differences()).toEqual([]);
        };
        await stands();
        await analytics.foldAll();
        await stands();
        await db().deleteFrom('analytics_office_day').execute();
        await analytics.rebuild();
        await stands();
        const move = async (officeId: string) => {
          await db()
            .updateTable('representative')
            .set({ office_id: officeId })
            .where('id', '=', representatives[0]!)
            .execute();
          expect(await analytics.differences()).toEqual([]);
          await analytics.foldAll();
          expect(await analytics.differences()).toEqual([]);
        };
        await move(offices[1]!);
        await move(offices[0]!);
        await stands();
        expect(
          await billing.billing.reopenPeriod(operator, { month: '2023-12' as LocalMonth }),
        ).toMatchObject({
          error: { code: 'period-moved', year: 2023 },
        });

        value(await archive().returnYear(admin, { year: 2023, path: null }, run));
        expect(await rows()).toEqual(before.rows);
        await stands();
        await analytics.foldAll();
        await stands();
        expect(await db().selectFrom('analytics_archived').selectAll().execute()).toEqual([]);
        value(await billing.billing.reopenPeriod(operator, { month: '2023-12' as LocalMonth }));
      }),
      { numRuns: 2, endOnFailure: true },
    );
  }, 170_000);
});
