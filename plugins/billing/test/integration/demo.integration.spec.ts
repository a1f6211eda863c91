import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { queriesOf } from '../../../../src/query/queries.js';
import type { BillingTables } from '../../../../generated/tables/billing.js';
import { demoSeed } from '../../demo.js';

forEachDialect('the demo', (_dialect, open) => {
  let database: TestDatabase;
  let assembled: TestHouse;

  beforeAll(async () => {
    database = await open();
    assembled = await assembleTestHouse(database);
  });
  afterAll(async () => {
    assembled.close();
    await database.close();
  });

  const seed = () => demoSeed.run(assembled.house.context('billing'));

  it('has invoices in every status, money to allocate and a closed month', async () => {
    const people = await seed();
    expect(people.managerId).toBeDefined();
    expect(people.representativeId).toBeDefined();
    const tables = queriesOf<BillingTables>(database.port.queries);
    const invoices = await tables.selectFrom('invoice').select(['status', 'currency']).execute();
    expect(invoices.length).toBeGreaterThanOrEqual(80);
    expect(new Set(invoices.map(({ status }) => status))).toEqual(
      new Set(['draft', 'issued', 'partly_paid', 'paid', 'void']),
    );
    expect(new Set(invoices.map(({ currency }) => currency))).toEqual(new Set(['EUR', 'UAH', 'USD', 'JPY']));
    expect(
      await tables.selectFrom('payment').select('id').where('unallocated', '>', 0n).execute(),
    ).toHaveLength(4);
    expect(
      await tables.selectFrom('period').select('month').where('status', '=', 'closed').execute(),
    ).toHaveLength(1);
  });

  it('changes nothing when it is sown again', async () => {
    const tables = queriesOf<BillingTables>(database.port.queries);
    const everything = async () => ({
      invoices: await tables.selectFrom('invoice').selectAll().orderBy('id').execute(),
      payments: await tables.selectFrom('payment').selectAll().orderBy('id').execute(),
    });
    const before = await everything();
    await seed();
    expect(await everything()).toEqual(before);
  });
});
