import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Kysely } from 'kysely';
import type { BillingTables } from '../../../generated/tables/billing.js';
import type { HostTables } from '../../../generated/tables/host.js';
import type { RowScope } from '../../../src/kernel/permissions.js';
import { forUpdateSkipLocked } from '../../../src/query/for-update.js';
import { insertIgnore } from '../../../src/query/insert-ignore.js';
import { queriesOf } from '../../../src/query/queries.js';
import { applyScope } from '../../../src/query/row-scope.js';
import { upsert } from '../../../src/query/upsert.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { aHouseWithRepresentative, anInvoice } from './rows.js';

forEachDialect('queries', (dialect, open) => {
  let database: TestDatabase;
  let db: Kysely<HostTables & BillingTables>;

  beforeAll(async () => {
    database = await open();
    db = queriesOf<HostTables & BillingTables>(database.port.queries);
  });
  beforeEach(async () => void (await db.deleteFrom('rate_limit').execute()));
  afterAll(() => database.close());

  const row = (key: string, points: number) => ({ key, points, expire_at: null });
  const all = () => db.selectFrom('rate_limit').select(['key', 'points']).orderBy('key').execute();

  it('insertIgnore keeps what is there and counts what is new', async () => {
    const insert = (...rows: ReturnType<typeof row>[]) =>
      insertIgnore(dialect, db.insertInto('rate_limit').values(rows), 'key').executeTakeFirstOrThrow();
    expect((await insert(row('a', 1))).numInsertedOrUpdatedRows).toBe(1n);
    expect((await insert(row('a', 2))).numInsertedOrUpdatedRows).toBe(0n);
    expect((await insert(row('a', 3), row('b', 3))).numInsertedOrUpdatedRows).toBe(1n);
    expect(await all()).toEqual([
      { key: 'a', points: 1 },
      { key: 'b', points: 3 },
    ]);
  });

  it('insertIgnore does not hide a broken reference', async () => {
    const insert = insertIgnore(dialect, db.insertInto('invoice').values(anInvoice('nobody')), 'id');
    await expect(insert.execute()).rejects.toBeTruthy();
  });

  it('upsert writes over the named columns', async () => {
    const write = (points: number) =>
      upsert(dialect, db.insertInto('rate_limit').values(row('a', points)), {
        key: ['key'],
        set: ['points'],
      }).execute();
    await write(1);
    await write(2);
    expect(await all()).toEqual([{ key: 'a', points: 2 }]);
  });

  it('forUpdateSkipLocked passes over what another transaction holds', async () => {
    await db
      .insertInto('rate_limit')
      .values([row('a', 1), row('b', 1)])
      .execute();
    const take = (tx: typeof database.port.queries) =>
      forUpdateSkipLocked(
        dialect,
        queriesOf<HostTables>(tx).selectFrom('rate_limit').select('key').orderBy('key').limit(1),
      ).execute();
    await database.port.transaction(async (first) => {
      expect(await take(first.queries)).toEqual([{ key: 'a' }]);
      if (dialect === 'sqlite') return;
      await database.port.transaction(async (second) => {
        expect(await take(second.queries)).toEqual([{ key: 'b' }]);
      });
    });
  });

  it('a row scope lets through its rows alone, however it reaches them', async () => {
    const [ours, theirs] = [
      await aHouseWithRepresentative(database.port.queries),
      await aHouseWithRepresentative(database.port.queries),
    ];
    await db
      .insertInto('invoice')
      .values([anInvoice(ours), anInvoice(theirs)])
      .execute();
    const { office_id: office } = await db
      .selectFrom('representative')
      .select('office_id')
      .where('id', '=', ours)
      .executeTakeFirstOrThrow();
    const seen = async (scope: RowScope) => {
      const rows = await applyScope(db.selectFrom('invoice').select('representative_id'), scope).execute();
      return new Set(rows.map((invoice) => invoice.representative_id));
    };
    const ofOffice: RowScope = {
      kind: 'through',
      column: 'representative_id',
      table: 'representative',
      key: 'id',
      scope: { kind: 'in', column: 'office_id', values: [office] },
    };
    expect(await seen({ kind: 'all' })).toEqual(new Set([ours, theirs]));
    expect(await seen({ kind: 'none' })).toEqual(new Set());
    expect(await seen({ kind: 'in', column: 'representative_id', values: [] })).toEqual(new Set());
    expect(await seen({ kind: 'in', column: 'representative_id', values: [ours, "') or 1=1 --"] })).toEqual(
      new Set([ours]),
    );
    expect(await seen(ofOffice)).toEqual(new Set([ours]));
    expect(await seen({ ...ofOffice, scope: { kind: 'none' } })).toEqual(new Set());

    const joined = db
      .selectFrom('invoice as i')
      .innerJoin('representative as r', 'r.id', 'i.representative_id')
      .select('i.id');
    expect(
      await applyScope(joined, { kind: 'in', column: 'id', values: [ours] }, 'r').execute(),
    ).toHaveLength(1);
    const updated = await applyScope(
      db.updateTable('invoice').set({ note: 'seen' }),
      ofOffice,
    ).executeTakeFirst();
    expect(updated.numUpdatedRows).toBe(1n);
    const deleted = await applyScope(db.deleteFrom('invoice'), ofOffice).executeTakeFirst();
    expect(deleted.numDeletedRows).toBe(1n);
  });
});
