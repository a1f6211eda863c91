import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql, type Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import { DatabaseUnavailable } from '../../../src/kernel/database-unavailable.js';
import { openDatabase } from '../../../src/host/database/open-database.js';
import { queriesOf } from '../../../src/query/queries.js';
import { systemClock } from '../../../src/values/clock.js';
import { cutEveryConnection } from '../../harness/cut-connections.js';
import { forEachDialect, silentLog, type TestDatabase } from '../../harness/database.js';
import { TEST_SECRET_KEY } from '../../harness/secret-key.js';

const NOBODY_LISTENS: Record<string, string> = {
  mysql: 'mysql://house:house@127.0.0.1:9/house',
  postgresql: 'postgresql://house:house@127.0.0.1:9/house',
  sqlite: 'file:/dev/null/house.db',
};

forEachDialect('a database that breaks off', (dialect, open) => {
  let database: TestDatabase;
  let other: TestDatabase;
  let db: Kysely<HostTables>;

  beforeAll(async () => {
    database = await open();
    other = await open({ migrated: false });
    db = queriesOf<HostTables>(database.port.queries);
  });
  afterAll(async () => {
    await database.close();
    await other.close();
  });

  it('is told apart from a wrong statement', async () => {
    const absent = await openDatabase({
      url: NOBODY_LISTENS[dialect] ?? '',
      log: silentLog,
      clock: systemClock,
      secretKey: TEST_SECRET_KEY,
    });
    await expect(absent.ping()).rejects.toBeInstanceOf(DatabaseUnavailable);
    await absent.close();
    expect(
      await sql`select nothing from nowhere`.execute(db).catch((failure: unknown) => failure),
    ).not.toBeInstanceOf(DatabaseUnavailable);
  });

  if (dialect === 'sqlite') return;

  const cut = () => cutEveryConnection(dialect, database, other);

  it('ends neither the process nor the next statement: idle connections are made anew', async () => {
    await Promise.all(Array.from({ length: 5 }, () => database.ping()));
    await cut();
    await database.port.transaction(async (tx) => {
      await queriesOf<HostTables>(tx.queries)
        .insertInto('rate_limit')
        .values({ key: 'after', points: 1, expire_at: null })
        .execute();
    });
    expect(await db.selectFrom('rate_limit').select('key').execute()).toEqual([{ key: 'after' }]);
  });

  it('in the middle of a transaction leaves nothing of it, and says that it was unavailable', async () => {
    const failing = database.port.transaction(async (tx) => {
      const queries = queriesOf<HostTables>(tx.queries);
      await queries.insertInto('rate_limit').values({ key: 'half', points: 1, expire_at: null }).execute();
      await cut();
      await queries
        .insertInto('rate_limit')
        .values({ key: 'other half', points: 1, expire_at: null })
        .execute();
    });
    await expect(failing).rejects.toBeInstanceOf(DatabaseUnavailable);
    const rows = await db.selectFrom('rate_limit').select('key').where('key', 'like', '%half').execute();
    expect(rows).toEqual([]);
  });

  it('in the middle of a stream fails the stream alone', async () => {
    const numbers =
      dialect === 'mysql'
        ? sql`select seq from seq_1_to_1000000`
        : sql`select generate_series(1, 1000000) as seq`;
    const isMariaDb =
      dialect === 'mysql' &&
      /maria/i.test(String((await sql<{ v: string }>`select version() as v`.execute(db)).rows[0]?.v));
    if (dialect === 'mysql' && !isMariaDb) return;
    const reading = (async () => {
      let isCut = false;
      for await (const row of db.getExecutor().stream(numbers.compile(db), 100)) {
        expect(row).toBeTruthy();
        if (!isCut) await cut();
        isCut = true;
      }
    })();
    await expect(reading).rejects.toBeInstanceOf(DatabaseUnavailable);
    await database.ping();
  });
});
