import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Kysely } from 'kysely';
import type { BillingTables } from '../../../generated/tables/billing.js';
import { models } from '../../../generated/model.js';
import { headSigner } from '../../../src/host/audit/chain.js';
import { verifyStoredChain } from '../../../src/host/audit/stored-chain.js';
import { openDatabase, type HouseDatabase } from '../../../src/host/database/open-database.js';
import { refuseForeignKey } from '../../../src/host/sealing/refuse-foreign-key.js';
import { createUser } from '../../../src/host/sessions/users.js';
import { isSealed, partsOf } from '../../../src/host/sealing/sealed-value.js';
import { markOf, sealEverything, waitingByTable } from '../../../src/host/sealing/seal-everything.js';
import { BulkInsert } from '../../../src/query/bulk-insert.js';
import { queriesOf } from '../../../src/query/queries.js';
import { streamRows } from '../../../src/query/stream-rows.js';
import { systemClock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import { forEachDialect, silentLog, type TestDatabase } from '../../harness/database.js';
import { admin } from '../../harness/house.js';
import { TEST_SECRET_KEY } from '../../harness/secret-key.js';

const NEW_KEY = 'the key that comes after the one of the specifications';

interface Manager {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

function aManager(code: string, email: string | null, phone: string | null = null): Manager {
  const at = new Date();
  return { id: newId(), code, name: `Manager ${code}`, email, phone, created_at: at, updated_at: at };
}

forEachDialect('values that are sealed', (dialect, open) => {
  let database: TestDatabase;
  let db: Kysely<BillingTables>;
  const others: HouseDatabase[] = [];
  const under = async (secretKey: string, formerKeys: readonly string[] = []): Promise<HouseDatabase> => {
    const keys = { secretKey, formerKeys };
    const other = await openDatabase({ url: database.url, log: silentLog, clock: systemClock, ...keys });
    others.push(other);
    return other;
  };
  const sealing = (house: HouseDatabase) => ({
    database: house.port,
    ring: house.ring,
    tables: house.sealed,
  });
  const managers = (house: HouseDatabase) =>
    queriesOf<BillingTables>(house.port.queries).selectFrom('manager');
  const stored = () =>
    db.withoutPlugins().selectFrom('manager').select(['code', 'email', 'phone']).orderBy('code').execute();

  beforeAll(async () => {
    database = await open();
    db = queriesOf<BillingTables>(database.port.queries);
  });
  afterEach(async () => {
    await Promise.all(others.splice(0).map((house) => house.close()));
    await db.deleteFrom('manager').execute();
    await db.withTables<{ setting: { plugin: string } }>().deleteFrom('setting').execute();
  });
  afterAll(() => database.close());

  it('are read as they were written, by queries and by streams, and stand otherwise in the table', async () => {
    await db
      .insertInto('manager')
      .values([aManager('a', 'a@example.test', '+370 1'), aManager('b', null)])
      .execute();
    expect((await stored()).map(({ email, phone }) => [isSealed(email), isSealed(phone)])).toEqual([
      [true, true],
      [false, false],
    ]);
    const query = db.selectFrom('manager').select(['code', 'email', 'phone as call']).orderBy('code');
    const expected = [
      { code: 'a', email: 'a@example.test', call: '+370 1' },
      { code: 'b', email: null, call: null },
    ];
    expect(await query.execute()).toEqual(expected);
    const streamed = [];
    for await (const row of streamRows(query, 1)) streamed.push(row);
    expect(streamed).toEqual(expected);
  });

  it('are sealed in bulk too', async () => {
    const columns = ['id', 'code', 'name', 'email', 'phone', 'created_at', 'updated_at'] as const;
    const bulk = new BulkInsert<Manager & Record<string, unknown>>(dialect, 'manager', columns);
    await bulk.into(db, [{ ...aManager('a', 'a@example.test') }, { ...aManager('b', 'b@example.test') }]);
    expect((await stored()).map(({ email }) => isSealed(email))).toEqual([true, true]);
    const found = db.selectFrom('manager').select('code').where('email', '=', 'B@Example.test');
    expect(await found.execute()).toEqual([{ code: 'b' }]);
  });

  it('that stood in the clear are read as they are, and sealed and indexed by the job', async () => {
    const rows = Array.from({ length: 450 }, (_, at) => aManager(`m${at}`, `m${at}@example.test`));
    await db.withoutPlugins().insertInto('manager').values(rows).execute();
    expect(await db.selectFrom('manager').select('email').where('code', '=', 'm7').execute()).toEqual([
      { email: 'm7@example.test' },
    ]);
    expect(await waitingByTable(sealing(database))).toEqual([{ table: 'manager', rows: 450 }]);
    expect(await markOf(sealing(database))).toBeNull();
    const done = await sealEverything(sealing(database));
    expect(done.filter(({ sealed }) => sealed > 0)).toEqual([{ table: 'manager', sealed: 450, stuck: 0 }]);
    expect((await stored()).every(({ email }) => isSealed(email))).toBe(true);
    const found = db.selectFrom('manager').select('code').where('email', 'in', ['M7@example.test']);
    expect(await found.execute()).toEqual([{ code: 'm7' }]);
    expect(await markOf(sealing(database))).toBe('wanted');
    expect(await waitingByTable(sealing(database))).toEqual([]);
  });

  it('go on where they were broken off', async () => {
    const rows = Array.from({ length: 450 }, (_, at) => aManager(`m${at}`, `m${at}@example.test`));
    await db.withoutPlugins().insertInto('manager').values(rows).execute();
    const cut = new Error('cut');
    await expect(sealEverything(sealing(database), () => Promise.reject(cut))).rejects.toBe(cut);
    expect(await waitingByTable(sealing(database))).toEqual([{ table: 'manager', rows: 250 }]);
    expect(await markOf(sealing(database))).toBeNull();
    const done = await sealEverything(sealing(database));
    expect(done).toContainEqual({ table: 'manager', sealed: 250, stuck: 0 });
  });

  it('are read and found while the key changes, and need the former key no more when the job is done', async () => {
    await db.insertInto('manager').values(aManager('a', 'a@example.test')).execute();
    const rotating = await under(NEW_KEY, [TEST_SECRET_KEY]);
    const found = managers(rotating).select(['code', 'email']).where('email', '=', 'a@example.test');
    expect(await found.execute()).toEqual([{ code: 'a', email: 'a@example.test' }]);
    await sealEverything(sealing(rotating));
    expect(partsOf((await stored())[0]?.email ?? '')?.keyId).toBe(rotating.ring.keyId);
    const after = await under(NEW_KEY);
    const still = managers(after).select(['code', 'email']).where('email', '=', 'a@example.test');
    expect(await still.execute()).toEqual([{ code: 'a', email: 'a@example.test' }]);
    expect(await waitingByTable(sealing(after))).toEqual([]);
    // The end of the audit trail is signed by the key that is left.
    expect((await verifyStoredChain(after.port, headSigner(NEW_KEY))).named).toEqual([]);
  });

  it('that no key opens take no list down, are told of, left by the job, and not saved over', async () => {
    await db.insertInto('manager').values(aManager('a', 'a@example.test')).execute();
    const stranger = await under(NEW_KEY);
    await queriesOf<BillingTables>(stranger.port.queries)
      .insertInto('manager')
      .values(aManager('b', 'b@x.test'))
      .execute();
    const shown = await managers(stranger).select(['code', 'email']).orderBy('code').execute();
    expect(shown).toEqual([
      { code: 'a', email: `[sealed: contact, key ${database.ring.keyId}]` },
      { code: 'b', email: 'b@x.test' },
    ]);
    expect([...stranger.unreadables.seen]).toEqual([`contact ${database.ring.keyId}`]);
    const done = await sealEverything(sealing(stranger));
    expect(done).toContainEqual({ table: 'manager', sealed: 0, stuck: 1 });
    await expect(
      queriesOf<BillingTables>(stranger.port.queries)
        .updateTable('manager')
        .set({ email: shown[0]?.email ?? '' })
        .execute(),
    ).rejects.toThrow('manager.email could not be read, so it cannot be saved');
  });

  it('that were changed, or moved to what has another purpose, are a sentence in their place alone', async () => {
    await db
      .insertInto('manager')
      .values([aManager('a', 'a@example.test', '+370 1'), aManager('b', 'b@example.test', '+370 2')])
      .execute();
    const [a] = await stored();
    const changed = `${a?.email?.slice(0, -4)}AAAA`;
    const moved = a?.phone?.replace('.contact.', '.secret.');
    await db
      .withoutPlugins()
      .updateTable('manager')
      .set({ email: changed, phone: moved })
      .where('code', '=', 'a')
      .execute();
    const rows = await db.selectFrom('manager').select(['code', 'email', 'phone']).orderBy('code').execute();
    const { keyId } = database.ring;
    expect(rows).toEqual([
      { code: 'a', email: `[sealed: contact, key ${keyId}]`, phone: `[sealed: secret, key ${keyId}]` },
      { code: 'b', email: 'b@example.test', phone: '+370 2' },
    ]);
  });

  it('of nobody whom the key lets in keep the house from opening under that key', async () => {
    const stranger = await under(NEW_KEY);
    await refuseForeignKey(stranger);
    const person = {
      email: 'a@example.test',
      name: 'A',
      role: 'admin' as const,
      password: 'long enough, I hope',
    };
    await createUser({ database: database.port, clock: systemClock }, admin, person);
    await refuseForeignKey(database);
    await refuseForeignKey(await under(NEW_KEY, [TEST_SECRET_KEY]));
    await expect(refuseForeignKey(stranger)).rejects.toMatchObject({
      code: 'secret-key-foreign',
      facts: { theirs: database.ring.keyId, ours: stranger.ring.keyId },
    });
  });

  it('of every table are walked by a key', () => {
    const sealed = models.filter(({ fields }) =>
      fields.some((field) => field.kind === 'scalar' && field.sealed),
    );
    expect(sealed.filter(({ primaryKey }) => primaryKey.length === 0)).toEqual([]);
  });
});
