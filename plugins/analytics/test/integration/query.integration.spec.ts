import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import {
  day,
  openBilling,
  operator,
  value,
  type BillingHouse,
} from '../../../billing/test/integration/billing-house.js';
import type { AnalyticsQuery, Dimension, Filters } from '../../contract/query.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { openAnalytics, type AnalyticsHouse } from './analytics-house.js';

forEachDialect('a query', (_dialect, open) => {
  let database: TestDatabase;
  let house: BillingHouse;
  let analytics: AnalyticsHouse;
  const people: string[] = [];

  beforeAll(async () => {
    database = await open();
    house = openBilling(database, { now: '2026-03-20T12:00:00Z' });
    analytics = openAnalytics(database);
    people.push(await house.representative(), await house.representative());
    const [first, second] = people as [string, string];
    await house.issued({ representativeId: first, total: 10_000n, on: day('2026-01-10'), termDays: 10 });
    await house.issued({ representativeId: first, total: 5_000n, on: day('2026-02-10') });
    await house.issued({ representativeId: second, total: 7_000n, on: day('2026-02-11'), termDays: 5 });
    await house.paid({ representativeId: first, amount: 12_000n, on: day('2026-02-20'), allocate: true });
    value(
      await house.billing.issueCreditNote(operator, {
        invoiceId: (
          await house.tables
            .selectFrom('invoice')
            .select('id')
            .where('total', '=', 7_000n)
            .executeTakeFirstOrThrow()
        ).id,
        amount: 1_000n,
        reason: 'x',
        issueDate: day('2026-03-01'),
      }),
    );
  }, 120_000);
  afterAll(() => database.close());

  const YEAR = { from: day('2026-01-01'), to: day('2026-03-31') };

  it('adds up what happened by month', async () => {
    const found = await analytics.ask({
      measures: ['sales', 'collected', 'credited', 'invoices', 'outstanding', 'overdue'],
      by: ['month'],
      ...YEAR,
    });
    expect(found.rows.map(({ keys, currency, values }) => [keys.month?.id, currency, values])).toEqual([
      [
        '2026-01-01',
        'EUR',
        {
          sales: '100.00',
          collected: '0.00',
          credited: '0.00',
          invoices: '1',
          outstanding: '100.00',
          overdue: '100.00',
        },
      ],
      [
        '2026-02-01',
        'EUR',
        {
          sales: '120.00',
          collected: '120.00',
          credited: '0.00',
          invoices: '2',
          outstanding: '100.00',
          overdue: '70.00',
        },
      ],
      [
        '2026-03-01',
        'EUR',
        {
          sales: '0.00',
          collected: '0.00',
          credited: '10.00',
          invoices: '0',
          outstanding: '90.00',
          overdue: '90.00',
        },
      ],
    ]);
    expect(found.totals).toEqual([
      {
        keys: {},
        currency: 'EUR',
        values: {
          sales: '220.00',
          collected: '120.00',
          credited: '10.00',
          invoices: '3',
          outstanding: '90.00',
          overdue: '90.00',
        },
      },
    ]);
  });

  it('cuts by representative, whole months and odd days alike', async () => {
    for (const to of ['2026-02-28', '2026-02-10', '2026-03-20']) {
      const found = await analytics.ask({
        measures: ['sales', 'days_to_pay', 'outstanding'],
        by: ['representative'],
        from: day('2026-01-05'),
        to: day(to),
      });
      const [first, second] = people as [string, string];
      const of = (id: string) => found.rows.find(({ keys }) => keys.representative?.id === id)?.values;
      expect(of(first)).toEqual({
        sales: '150.00',
        days_to_pay: to > '2026-02-20' ? '41.0' : null,
        outstanding: to > '2026-02-20' ? '30.00' : '150.00',
      });
      expect(of(second)).toEqual(
        to < '2026-02-11'
          ? undefined
          : { sales: '70.00', days_to_pay: null, outstanding: to > '2026-03-01' ? '60.00' : '70.00' },
      );
    }
  });

  it('tells how long what is open is overdue, on any day', async () => {
    for (const to of ['2026-02-12', '2026-03-31', '2026-12-31']) {
      const found = await analytics.ask({
        measures: ['outstanding'],
        by: ['bucket'],
        from: day('2026-01-01'),
        to: day(to),
      });
      expect(found.rows.map(({ keys, values }) => [keys.bucket?.id, values['outstanding']])).toEqual(
        {
          '2026-02-12': [
            ['not-due', '120.00'],
            ['1-30', '100.00'],
          ],
          '2026-03-31': [
            ['31-60', '60.00'],
            ['1-30', '30.00'],
          ],
          '2026-12-31': [['over-90', '90.00']],
        }[to],
      );
    }
  });

  it('cuts by every dimension that a measure has', async () => {
    const kinds = [
      'day',
      'week',
      'month',
      'quarter',
      'year',
      'representative',
      'office',
      'geo',
      'manager',
      'currency',
      'status',
    ] as const;
    for (const by of kinds) {
      const { totals } = await analytics.ask({
        measures: ['sales', 'outstanding', 'overdue', 'average_invoice', 'collection_rate'],
        by: [by],
        ...YEAR,
      });
      expect(totals.map(({ values }) => values)).toEqual([
        {
          sales: '220.00',
          outstanding: '90.00',
          overdue: '90.00',
          average_invoice: '73.33',
          collection_rate: '59.1',
        },
      ]);
    }
    const lines = await analytics.ask({ measures: ['sales', 'invoices'], by: ['product'], ...YEAR });
    expect(lines.totals[0]?.values).toEqual({ sales: '220.00', invoices: '3' });
  });

  it('shows every span of time, also those in which nothing happened, beside the span at the same place', async () => {
    const compare = { from: day('2025-12-29'), to: day('2026-01-25') };
    const found = await analytics.ask({
      measures: ['sales'],
      by: ['week'],
      from: day('2026-02-02'),
      to: day('2026-03-01'),
      compare,
    });
    expect(
      found.rows.map(({ keys, values, before }) => [keys.week?.id, values['sales'], before?.['sales']]),
    ).toEqual([
      ['2026-02-02', '0.00', '0.00'],
      ['2026-02-09', '120.00', '100.00'],
      ['2026-02-16', '0.00', '0.00'],
      ['2026-02-23', '0.00', '0.00'],
    ]);
    expect(found.compared).toEqual(compare);
    const empty = { from: day('2020-01-01'), to: day('2020-03-31') };
    expect((await analytics.ask({ measures: ['invoices'], by: ['month'], ...empty })).rows).toHaveLength(3);
    const filters = { currency: ['EUR'] };
    const nothing = await analytics.ask({ measures: ['sales'], by: ['month'], ...empty, filters });
    expect(nothing.rows.map(({ values }) => values['sales'])).toEqual(['0.00', '0.00', '0.00']);
  });

  it('keeps who was there only in the compared period', async () => {
    const found = await analytics.ask({
      measures: ['sales'],
      by: ['representative'],
      from: day('2026-01-01'),
      to: day('2026-01-31'),
      compare: { from: day('2026-02-01'), to: day('2026-02-28') },
      sort: { by: 'sales', direction: 'asc' },
    });
    const [first, second] = people as [string, string];
    expect(
      found.rows.map(({ keys, values, before }) => [
        keys.representative?.id,
        values['sales'],
        before?.['sales'],
      ]),
    ).toEqual([
      [second, '0.00', '70.00'],
      [first, '100.00', '50.00'],
    ]);
  });

  it('is cut after so many rows, and its totals are of all', async () => {
    const sort = { by: 'sales', direction: 'desc' } as const;
    const found = await analytics.ask({
      measures: ['sales'],
      by: ['representative'],
      ...YEAR,
      sort,
      limit: 1,
    });
    expect(found.isCut).toBe(true);
    expect(found.rows.map(({ values }) => values['sales'])).toEqual(['150.00']);
    expect(found.totals.map(({ values }) => values['sales'])).toEqual(['220.00']);
  });

  it.each<[string, Partial<AnalyticsQuery>]>([
    ['unknown-measure', { measures: ['happiness'] }],
    ['unknown-measure', { measures: [] }],
    ['unknown-measure', { sort: { by: 'happiness', direction: 'asc' } }],
    ['unknown-dimension', { by: ['colour' as Dimension] }],
    ['unknown-dimension', { filters: { colour: ['red'] } as Filters }],
    ['dimension-not-for-measure', { by: ['method'] }],
    ['dimension-not-for-measure', { measures: ['outstanding'], by: ['bucket', 'month'] }],
    ['dates-reversed', { from: day('2026-02-02'), to: day('2026-02-01') }],
    ['dates-reversed', { compare: { from: day('2026-02-02'), to: day('2026-02-01') } }],
    ['unknown-currency', { convertTo: 'XYZ' as CurrencyCode }],
    ['too-many-rows', { limit: 10_001 }],
    ['too-many-rows', { by: ['day'], from: day('1950-01-01') }],
  ])('is refused as %s: %j', async (code, change) => {
    expect(await analytics.refusal({ measures: ['sales'], ...YEAR, ...change })).toBe(code);
  });
});
