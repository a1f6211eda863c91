import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { newId } from '../../../../src/values/ids.js';
import { day, openBilling, type BillingHouse } from '../../../billing/test/integration/billing-house.js';
import { analyticsTables } from '../../adapters/database/tables.js';
import type { AnalyticsResult, Dimension } from '../../contract/query.js';
import { administrator, openAnalytics, type AnalyticsHouse } from './analytics-house.js';

const YEAR = { from: day('2026-01-01'), to: day('2026-12-31') };
/** whole months, odd days, and a day that is past: each is read from other rows */
const PERIODS = [
  YEAR,
  { from: day('2026-01-05'), to: day('2026-03-17') },
  { from: day('2026-02-03'), to: day('2026-02-09') },
];
const USD = 'USD' as CurrencyCode;

forEachDialect('what an actor is told', (_dialect, open) => {
  let database: TestDatabase;
  let house: BillingHouse;
  let analytics: AnalyticsHouse;
  let offices: readonly string[];
  let people: readonly string[];
  const managers = [newId(), newId()] as const;

  beforeAll(async () => {
    database = await open();
    house = openBilling(database, { now: '2026-03-20T12:00:00Z' });
    analytics = openAnalytics(database);
    offices = [await house.office(), await house.office()];
    people = [
      await house.representative({ officeId: offices[0]! }),
      await house.representative({ officeId: offices[0]! }),
      await house.representative({ officeId: offices[1]! }),
    ];
    const stamps = { active: true, created_at: new Date(), updated_at: new Date() };
    for (const id of managers)
      await house.tables
        .insertInto('manager')
        .values({ id, code: id.slice(-12), name: `M ${id}`, ...stamps })
        .execute();
    for (const [office, manager] of [
      [0, 0],
      [0, 1],
      [1, 1],
    ] as const)
      await house.tables
        .insertInto('office_manager')
        .values({ id: newId(), office_id: offices[office]!, manager_id: managers[manager]! })
        .execute();
    // Each has amounts that no sum of the others' gives.
    for (const [place, representativeId] of people.entries()) {
      const unit = 1_000n * 10n ** BigInt(place);
      await house.issued({ representativeId, total: unit, on: day('2026-01-10'), termDays: 10 });
      await house.issued({ representativeId, total: 2n * unit, on: day('2026-02-05') });
      await house.paid({ representativeId, amount: unit, on: day('2026-02-06'), allocate: true });
    }
    await house.issued({ representativeId: people[0]!, total: 500n, on: day('2026-02-07'), currency: USD });
    for (const [place, office_id] of offices.entries())
      await analyticsTables(database.port.queries)
        .insertInto('daily_entry' as never)
        .values({
          id: newId(),
          entry_day: '2026-02-05',
          office_id,
          geo_id: newId(),
          manager_id: managers[place]!,
          currency: 'EUR',
          revenue: 100n * BigInt(place + 1),
          cost: 60n * BigInt(place + 1),
          profit: 40n * BigInt(place + 1),
          created_at: new Date(),
          updated_at: new Date(),
        } as never)
        .execute();
  }, 120_000);
  afterAll(() => database.close());

  const representative = (place: number): Actor => ({
    ...administrator,
    role: 'representative',
    representativeId: people[place]!,
  });
  const manager = (place: 0 | 1): Actor => ({
    ...administrator,
    role: 'manager',
    managerId: managers[place],
    officeIds: place === 0 ? [offices[0]!] : [...offices],
  });
  const measures = ['sales', 'collected', 'outstanding', 'overdue'];
  const figures = ({ totals }: AnalyticsResult) => totals.map(({ currency, values }) => [currency, values]);

  it('as a representative is the sum of its own rows, however it asks', async () => {
    for (const fold of [false, true]) {
      if (fold) await analytics.foldAll();
      for (const place of people.keys())
        for (const period of PERIODS) {
          const filters = { representative: [people[place]!] };
          const expected = figures(await analytics.ask({ measures, ...period, filters }));
          expect(expected).not.toEqual([]);
          for (const by of [[], ['month'], ['day'], ['representative'], ['currency']] as Dimension[][]) {
            const told = await analytics.ask({ measures, ...period, by }, representative(place));
            expect(figures(told)).toEqual(expected);
            expect(
              told.rows.every(({ keys }) => [undefined, people[place]].includes(keys.representative?.id)),
            ).toBe(true);
          }
          const others = { representative: people.filter((id) => id !== people[place]) };
          expect(
            (await analytics.ask({ measures, ...period, filters: others }, representative(place))).totals,
          ).toEqual([]);
        }
    }
  });

  it('as a representative is not cut by what the house keeps to itself', async () => {
    for (const by of ['office', 'geo', 'manager'] as const) {
      expect(await analytics.refusal({ measures: ['sales'], by: [by], ...YEAR }, representative(0))).toBe(
        'dimension-not-for-measure',
      );
      expect(
        await analytics.refusal(
          { measures: ['sales'], filters: { [by]: ['x'] }, ...YEAR },
          representative(0),
        ),
      ).toBe('dimension-not-for-measure');
    }
    expect(
      await analytics.refusal({ measures: ['sales'], by: ['product'], ...YEAR }, representative(0)),
    ).toBe('dimension-not-for-measure');
    expect((await analytics.ask({ measures: ['profit'], ...YEAR }, representative(0))).totals).toEqual([]);
  });

  it('as a manager is the sum of its offices, and names no other manager', async () => {
    for (const period of PERIODS) {
      const filters = { office: [offices[0]!] };
      const expected = figures(await analytics.ask({ measures, ...period, filters }));
      for (const by of [
        [],
        ['month'],
        ['representative'],
        ['office'],
        ['manager'],
        ['status'],
      ] as Dimension[][]) {
        const asked = by[0] === 'status' ? ['sales', 'outstanding', 'overdue'] : measures;
        const told = await analytics.ask({ measures: asked, ...period, by }, manager(0));
        expect(figures(told).map(([currency]) => currency)).toEqual(expected.map(([currency]) => currency));
        for (const [place, [, values]] of figures(told).entries())
          expect(expected[place]![1]).toMatchObject(values as Record<string, string>);
        expect(told.rows.every(({ keys }) => [undefined, managers[0]].includes(keys.manager?.id))).toBe(true);
      }
      expect(figures(await analytics.ask({ measures, ...period }, manager(1)))).toEqual(
        figures(await analytics.ask({ measures, ...period })),
      );
    }
    const { rows } = await analytics.ask(
      { measures: ['revenue', 'profit', 'margin'], by: ['office'], ...YEAR },
      manager(0),
    );
    expect(rows.map(({ keys, values }) => [keys.office?.id, values])).toEqual([
      [offices[0], { revenue: '1.00', profit: '0.40', margin: '40.0' }],
    ]);
  });

  it('by managers who share an office overlaps, and the total does not', async () => {
    const { rows, totals } = await analytics.ask({
      measures: ['sales'],
      by: ['manager'],
      ...YEAR,
      filters: { currency: ['EUR'] },
    });
    expect(rows.map(({ keys, values }) => [keys.manager?.id, values['sales']])).toEqual([
      [managers[1], '3330.00'],
      [managers[0], '330.00'],
    ]);
    expect(totals.map(({ values }) => values['sales'])).toEqual(['3330.00']);
    const narrowed = await analytics.ask({
      measures: ['sales'],
      ...YEAR,
      filters: { manager: [managers[0]], currency: ['EUR'] },
    });
    expect(narrowed.totals[0]?.values['sales']).toBe('330.00');
  });

  it('never adds currencies, unless they are converted by a stated rate', async () => {
    const asked = {
      measures: ['sales', 'invoices', 'average_invoice'],
      filters: { representative: [people[0]!] },
      ...YEAR,
    };
    expect(figures(await analytics.ask(asked))).toEqual([
      ['EUR', { sales: '30.00', invoices: '2', average_invoice: '15.00' }],
      ['USD', { sales: '5.00', invoices: '1', average_invoice: '5.00' }],
    ]);
    expect(figures(await analytics.ask({ ...asked, measures: ['invoices'] }))).toEqual([
      [null, { invoices: '3' }],
    ]);
    const EUR = 'EUR' as CurrencyCode;
    expect(await analytics.refusal({ ...asked, convertTo: EUR })).toBe('no-rate');
    const stamps = { created_at: new Date(), updated_at: new Date() };
    const rate = { base: 'EUR', quote: 'USD', source: 'a bank', ...stamps };
    await analyticsTables(database.port.queries)
      .insertInto('exchange_rate')
      .values([
        { id: newId(), valid_from: '2026-01-01', rate: 200_000_000n, ...rate },
        { id: newId(), valid_from: '2026-06-01', rate: 120_000_000n, ...rate },
        { id: newId(), valid_from: '2027-01-01', rate: 100_000_000n, ...rate },
      ])
      .execute();
    const converted = await analytics.ask({
      ...asked,
      convertTo: EUR,
      compare: { from: day('2026-01-01'), to: day('2026-02-28') },
    });
    expect(converted.totals).toEqual([
      {
        keys: {},
        currency: 'EUR',
        // 30 + 5 ÷ 1.2 and 30 + 5 ÷ 2
        values: { sales: '34.17', invoices: '3', average_invoice: '11.39' },
        before: { sales: '32.50', invoices: '3', average_invoice: '10.83' },
      },
    ]);
    expect(converted.rates).toEqual([
      { base: 'EUR', quote: 'USD', rate: '1.2', from: '2026-06-01', source: 'a bank' },
      { base: 'EUR', quote: 'USD', rate: '2', from: '2026-01-01', source: 'a bank' },
    ]);
  });
});
