import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import { defineEvent } from '../../../src/kernel/events.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import { forUpdate } from '../../../src/query/for-update.js';
import { queriesOf } from '../../../src/query/queries.js';
import { fixedClock } from '../../../src/values/clock.js';
import { err, ok } from '../../../src/values/result.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { startScript } from '../../harness/script-process.js';
import { auditEntries } from '../../harness/audit.js';

const NOON = '2026-03-04T12:00:00.000Z';
const somethingHappened = defineEvent<{ amount: bigint }>(
  'tests.something-happened',
  'for this specification',
);
const actor: Actor = {
  userId: null,
  name: 'system',
  role: 'admin',
  via: 'system',
  language: 'en',
  representativeId: null,
  managerId: null,
  officeIds: [],
};

forEachDialect('transactions', (dialect, open) => {
  let database: TestDatabase;
  let db: Kysely<HostTables>;

  beforeAll(async () => {
    database = await open({ clock: fixedClock(NOON) });
    db = queriesOf<HostTables>(database.port.queries);
  });
  afterEach(async () => {
    for (const table of ['rate_limit', 'outbox_event'] as const) await db.deleteFrom(table).execute();
  });
  afterAll(() => database.close());

  const add = (handle: QueryHandle, key: string, points = 0) =>
    queriesOf<HostTables>(handle).insertInto('rate_limit').values({ key, points, expire_at: null }).execute();
  const pointsOf = async (key: string, handle = database.port.queries) =>
    (
      await queriesOf<HostTables>(handle)
        .selectFrom('rate_limit')
        .select('points')
        .where('key', '=', key)
        .executeTakeFirst()
    )?.points;

  it('keep what they did, and hand on what they returned', async () => {
    const result = await database.port.transaction(async (tx) => {
      await add(tx.queries, 'a', 7);
      return ok('done');
    });
    expect(result).toEqual(ok('done'));
    expect(await pointsOf('a')).toBe(7);
  });

  it('leave nothing behind when they throw', async () => {
    const failing = database.port.transaction(async (tx) => {
      await add(tx.queries, 'a');
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    expect(await pointsOf('a')).toBeUndefined();
  });

  it('leave nothing behind when they refuse, and the refusal is the result', async () => {
    const result = await database.port.transaction(async (tx) => {
      await add(tx.queries, 'a');
      await tx.emit(somethingHappened, { amount: 1n });
      return err({ code: 'period-closed', month: '2026-03' });
    });
    expect(result).toEqual(err({ code: 'period-closed', month: '2026-03' }));
    expect(await pointsOf('a')).toBeUndefined();
    expect(await db.selectFrom('outbox_event').selectAll().execute()).toEqual([]);
  });

  it('write events and audit entries with the rest, amounts as text, by the clock that was passed in', async () => {
    await database.port.transaction(async (tx) => {
      await tx.emit(somethingHappened, { amount: 2n ** 60n });
      await tx.audit({
        actor,
        action: 'tests.do-something',
        entity: 'Thing',
        entityId: '1',
        after: { amount: 5n },
      });
    });
    const [event] = await db.selectFrom('outbox_event').selectAll().execute();
    expect(event).toMatchObject({
      name: 'tests.something-happened',
      payload: '{"amount":"1152921504606846976"}',
      occurred_at: new Date(NOON),
      done_at: null,
    });
    const [entry] = await auditEntries(database.port).execute();
    expect(entry).toMatchObject({
      actor: 'system',
      via: 'system',
      action: 'tests.do-something',
      entity_id: '1',
      before: null,
      after: '{"amount":"5"}',
      at: new Date(NOON),
    });
  });

  it('do not keep readers waiting, who see what was committed', async () => {
    await add(database.port.queries, 'a', 1);
    await database.port.transaction(async (tx) => {
      await queriesOf<HostTables>(tx.queries).updateTable('rate_limit').set({ points: 2 }).execute();
      const startedAt = Date.now();
      expect(await pointsOf('a')).toBe(1);
      expect(await pointsOf('a', tx.queries)).toBe(2);
      expect(Date.now() - startedAt).toBeLessThan(1_000);
    });
    expect(await pointsOf('a')).toBe(2);
  });

  it('take turns over one row: of fifty additions at once none is lost', async () => {
    await add(database.port.queries, 'shared');
    const addOne = () =>
      database.port.transaction(async (tx) => {
        const queries = queriesOf<HostTables>(tx.queries);
        const row = queries.selectFrom('rate_limit').select('points').where('key', '=', 'shared');
        const { points } = await forUpdate(dialect, row).executeTakeFirstOrThrow();
        await queries
          .updateTable('rate_limit')
          .set({ points: points + 1 })
          .where('key', '=', 'shared')
          .execute();
      });
    await Promise.all(Array.from({ length: 50 }, addOne));
    expect(await pointsOf('shared')).toBe(50);
  });

  it('that lock two rows crosswise both succeed', async () => {
    await add(database.port.queries, 'a');
    await add(database.port.queries, 'b');
    let attempts = 0;
    const inOrder = (first: string, second: string) =>
      database.port.transaction(async (tx) => {
        attempts += 1;
        const addOne = (key: string) =>
          queriesOf<HostTables>(tx.queries)
            .updateTable('rate_limit')
            .set({ points: sql`points + 1` })
            .where('key', '=', key)
            .execute();
        await addOne(first);
        await pause(150);
        await addOne(second);
      });
    await Promise.all([inOrder('a', 'b'), inOrder('b', 'a')]);
    expect([await pointsOf('a'), await pointsOf('b')]).toEqual([2, 2]);
    // On the servers one of the two was the victim of a deadlock and began anew; SQLite's writers queue.
    expect(attempts).toBe(dialect === 'sqlite' ? 2 : 3);
  });

  it('refuse a stream inside, which would hold them up', async () => {
    const streaming = database.port.transaction(async (tx) => {
      const stream = queriesOf<HostTables>(tx.queries).selectFrom('rate_limit').selectAll().stream();
      for await (const row of stream) expect(row).toBeUndefined();
    });
    await expect(streaming).rejects.toThrow(/stream/i);
  });

  it('an update counts the rows that it found, changed or not', async () => {
    await add(database.port.queries, 'a', 3);
    const update = (points: number) =>
      db.updateTable('rate_limit').set({ points }).where('key', '=', 'a').executeTakeFirst();
    expect((await update(3)).numUpdatedRows).toBe(1n);
    expect((await update(4)).numUpdatedRows).toBe(1n);
  });

  if (dialect !== 'sqlite') return;

  it('of two processes take turns over one file', async () => {
    await add(database.port.queries, 'shared');
    const start = () =>
      startScript('test/integration/database/processes/write-rows.ts', {
        DATABASE_URL: database.url,
        COUNT: '200',
      });
    const processes = await Promise.all([start(), start()]);
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 5);
    for (let turn = 0; turn < 100; turn += 1) {
      await db
        .updateTable('rate_limit')
        .set({ points: sql`points + 1` })
        .where('key', '=', 'shared')
        .execute();
    }
    await Promise.all(processes.map(({ done }) => done));
    clearInterval(ticking);
    expect(await pointsOf('shared')).toBe(500);
    expect(ticks).toBeGreaterThan(10);
  });
});
