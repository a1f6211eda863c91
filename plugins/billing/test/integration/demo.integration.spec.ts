import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { queriesOf } from '../../../../src/query/queries.js';
import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import { demoSeed } from '../../demo.js';
import { scopeOfInvoiceRows, scopeOfInvoices } from '../../scopes.js';

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

  it('has invoices in every status, money to allocate, and no closed month in the way of an older ledger', async () => {
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
    ).toHaveLength(0);
  });

  it('looks back on two years of trade, whose numbers run on into the newest invoice', async () => {
    const tables = queriesOf<BillingTables>(database.port.queries);
    const invoices = await tables
      .selectFrom('invoice')
      .selectAll()
      .where('status', '!=', 'draft')
      .orderBy('number')
      .execute();
    const months = new Set(invoices.map(({ issue_date }) => issue_date?.slice(0, 7)));
    expect(months.size).toBeGreaterThanOrEqual(26);
    const wrong = invoices.filter(
      ({ status, total, allocated, credited, outstanding }) =>
        status !== 'void' && outstanding !== total - allocated - credited,
    );
    expect(wrong).toEqual([]);
    const newest = invoices.at(-1)?.number ?? '';
    const ofTheYear = invoices.filter(({ number }) => number?.startsWith(newest.slice(0, 9)));
    expect(Number(newest.slice(9))).toBe(ofTheYear.length);
  });

  it('shows a representative its issued invoices and their lines, and no draft of anybody', async () => {
    const tables = queriesOf<BillingTables>(database.port.queries);
    const drafts = await tables
      .selectFrom('invoice')
      .select('representative_id')
      .where('status', '=', 'draft')
      .execute();
    const representativeId = drafts[0]?.representative_id ?? '';
    const reader: Actor = { ...admin, role: 'representative', representativeId };
    const seen = await applyScope(
      tables.selectFrom('invoice').selectAll(),
      scopeOfInvoices(reader),
    ).execute();
    expect(seen.length).toBeGreaterThan(0);
    expect(
      seen.filter((invoice) => invoice.status === 'draft' || invoice.representative_id !== representativeId),
    ).toEqual([]);
    const lines = await applyScope(
      tables.selectFrom('invoice_line').selectAll(),
      scopeOfInvoiceRows(reader),
    ).execute();
    expect(new Set(lines.map((line) => line.invoice_id))).toEqual(new Set(seen.map((invoice) => invoice.id)));
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
