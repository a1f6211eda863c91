import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ReconciliationTables } from '../../../../generated/tables/reconciliation.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { fixedClock } from '../../../../src/values/clock.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';

forEachDialect('the demo of reconciliation', (_dialect, open) => {
  let database: TestDatabase;
  let assembled: TestHouse;

  beforeAll(async () => {
    database = await open();
    assembled = await assembleTestHouse(database, { clock: fixedClock('2026-11-27T10:00:00Z') });
    for (const { plugin, value } of assembled.house.seeds)
      if (['billing', 'reconciliation'].includes(plugin)) await value.run(assembled.house.context(plugin));
  });
  afterAll(async () => {
    assembled.close();
    await database.close();
  });

  async function everything() {
    const tables = queriesOf<ReconciliationTables>(database.port.queries);
    return {
      accounts: await tables.selectFrom('bank_account').selectAll().orderBy('id').execute(),
      statements: await tables.selectFrom('bank_statement').selectAll().orderBy('id').execute(),
      transactions: await tables.selectFrom('bank_transaction').selectAll().orderBy('id').execute(),
    };
  }

  it('has statements of its accounts that add up and reach to these days', async () => {
    const { accounts, statements, transactions } = await everything();
    expect(new Set(accounts.map(({ currency }) => currency))).toEqual(new Set(['EUR', 'UAH']));
    expect(accounts.map(({ kind }) => kind)).toContain('gateway');
    for (const { id, opening, closing, difference } of statements) {
      const moved = transactions.filter((one) => one.statement_id === id);
      expect(moved.length).toBeGreaterThan(0);
      expect(closing).toBe(moved.reduce((sum, { amount }) => sum + amount, opening!));
      expect(difference).toBe(0n);
    }
    const days = transactions.map((one) => one.booked_on).sort();
    expect(days[0]! >= '2026-11-18' && days.at(-1)! <= '2026-11-27').toBe(true);
  });

  it('changes nothing when it is sown again', async () => {
    const before = await everything();
    const seed = assembled.house.seeds.find(({ plugin }) => plugin === 'reconciliation')!;
    await seed.value.run(assembled.house.context('reconciliation'));
    expect(await everything()).toEqual(before);
  });
});
