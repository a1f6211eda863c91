import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import {
  day,
  openBilling,
  operator,
  type BillingHouse,
} from '../../../billing/test/integration/billing-house.js';
import { analyticsTables } from '../../adapters/database/tables.js';
import { openAnalytics, type AnalyticsHouse } from './analytics-house.js';

const EACH = 12;
const YEAR = { from: day('2026-01-01'), to: day('2026-12-31') };

forEachDialect('while others write', (_dialect, open) => {
  let database: TestDatabase;
  let house: BillingHouse;
  let analytics: AnalyticsHouse;
  let people: readonly string[];

  beforeAll(async () => {
    database = await open();
    house = openBilling(database, { now: '2026-03-20T12:00:00Z' });
    analytics = openAnalytics(database);
    people = await Promise.all([house.representative(), house.representative(), house.representative()]);
  }, 120_000);
  afterAll(() => database.close());

  it('nothing is lost or counted twice by folds, rebuilds and moves', async () => {
    const offices = await Promise.all([house.office(), house.office()]);
    const trade = people.map(async (representativeId) => {
      for (let turn = 0; turn < EACH; turn += 1) {
        await house.issued({ representativeId, total: 1_000n, on: day('2026-02-01') });
        await house.paid({ representativeId, amount: 700n, on: day('2026-02-10'), allocate: true });
      }
    });
    const takeBack = async (): Promise<void> => {
      for (let turn = 0; turn < EACH; turn += 1) {
        const rows = await house.tables
          .selectFrom('allocation')
          .select('id')
          .where('reverses_id', 'is', null)
          .execute();
        const row = rows[(turn * 7) % Math.max(1, rows.length)];
        if (row) await house.billing.unallocate(operator, { allocationIds: [row.id] });
      }
    };
    const move = async (): Promise<void> => {
      for (let turn = 0; turn < EACH; turn += 1)
        await database.port.transaction((tx) =>
          analyticsTables(tx.queries)
            .updateTable('representative')
            .set({ office_id: offices[turn % 2]! })
            .where('id', '=', people[turn % people.length]!)
            .execute(),
        );
    };
    let isOver = false;
    const keepOn = async (work: () => Promise<unknown>): Promise<void> => {
      while (!isOver) await work();
    };
    const background = [
      keepOn(() => analytics.foldAll()),
      keepOn(() => analytics.foldAll()),
      keepOn(() => analytics.rebuild()),
      keepOn(() => analytics.rebuild()),
      keepOn(async () => expect(await analytics.differences()).toEqual([])),
    ];
    await Promise.all([...trade, takeBack(), move()]);
    isOver = true;
    await Promise.all(background);

    expect(await analytics.differences()).toEqual([]);
    await analytics.foldAll();
    expect(await analytics.differences()).toEqual([]);
    const { totals } = await analytics.ask({ measures: ['sales', 'collected', 'invoices'], ...YEAR });
    expect(totals.map(({ values }) => values)).toEqual([
      {
        sales: `${people.length * EACH * 10}.00`,
        collected: `${people.length * EACH * 7}.00`,
        invoices: `${people.length * EACH}`,
      },
    ]);
  }, 120_000);
});
