import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Copies, StoredTable } from '../../../src/kernel/copies.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../harness/house.js';
import { rowsOfEveryKind } from './rows-of-every-kind.js';

forEachDialect('figures by which a copy is proved', (_, open) => {
  let database: TestDatabase;
  let house: TestHouse;
  let copies: Copies;

  beforeEach(async () => {
    database = await open();
    house = await assembleTestHouse(database);
    ({ copies } = house.ports);
  });

  afterEach(async () => {
    house.close();
    await database.close();
  });

  it('are computed from the rows, and are the same text on every database and in a scratch', async () => {
    const { invoice, payment, ...rest } = rowsOfEveryKind(2);
    const rows = {
      geo: rest.geo,
      office: rest.office,
      representative: rest.representative,
      invoice: invoice.map((row) => ({
        ...row,
        issue_date: '2026-01-01',
        due_date: '2026-01-31',
        total: 10_050n,
      })),
      payment: payment.map((row) => ({ ...row, amount: 2_000n, unallocated: 0n, received_on: '2026-03-05' })),
      allocation: rest.allocation.map((row, at) => ({ ...row, amount: at === 0 ? 1_500n : -300n })),
    };
    const facts = { whole: true, madeAt: '2026-03-05T00:00:00.000Z', sha256: 'c'.repeat(64) };
    await copies.restore(admin, facts, async (restoration) => {
      for (const [name, some] of Object.entries(rows))
        await restoration.insert(copies.tables.find((table) => table.name === name) as StoredTable, some);
    });
    const figures = await copies.snapshot((snapshot) => copies.figures(snapshot));
    expect(figures).toMatchObject({
      'billing.invoiced.EUR': '100.50',
      'billing.paid.EUR': '20.00',
      'billing.allocated.EUR': '12.00',
      'billing.outstanding.EUR': '88.50',
      'billing.unallocated.EUR': '8.00',
      'billing.ageing.as-of': '2026-03-05',
      'billing.ageing.31-60.EUR': '88.50',
    });
    const inScratch = await copies.scratch(async (scratch) => {
      for (const [name, some] of Object.entries(rows)) await scratch.insert(name, some);
      return copies.figures(scratch.database);
    });
    expect(inScratch).toEqual(figures);
  });
});
