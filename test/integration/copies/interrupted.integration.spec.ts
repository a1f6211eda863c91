import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { BillingTables } from '../../../generated/tables/billing.js';
import type { HostTables } from '../../../generated/tables/host.js';
import { builtInPlugins } from '../../../plugins/index.js';
import { copyRules } from '../../../src/host/copies/copy-rules.js';
import { aPlugin } from '../../../src/kernel/test/a-house.js';
import type { Copies, RestoredFacts, StoredTable } from '../../../src/kernel/copies.js';
import type { Database } from '../../../src/kernel/ports.js';
import { queriesOf } from '../../../src/query/queries.js';
import { newId } from '../../../src/values/ids.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../harness/house.js';
import { startScript } from '../../harness/script-process.js';
import { readAll } from './read-all.js';
import { rowsOfEveryKind } from './rows-of-every-kind.js';

const facts: RestoredFacts = { whole: true, madeAt: '2026-03-01T00:00:00.000Z', sha256: 'c'.repeat(64) };

/** The host's rules alone: a test house is without the rest of it. */
const host = aPlugin('host', (contributed) => {
  for (const rule of copyRules) contributed.copying(rule);
});

forEachDialect('rows that come back', (dialect, open) => {
  let database: TestDatabase;
  let house: TestHouse;
  let copies: Copies;

  beforeEach(async () => {
    database = await open();
    house = await assembleTestHouse(database, { plugins: [host, ...builtInPlugins] });
    ({ copies } = house.ports);
  });

  afterEach(async () => {
    house.close();
    await database.close();
  });

  const table = (name: string): StoredTable =>
    copies.tables.find((candidate) => candidate.name === name) as StoredTable;
  const geos = () => copies.snapshot((snapshot) => readAll(snapshot, table('geo')));
  const [geo] = rowsOfEveryKind().geo;

  const addGeo = (port: Database, code: string) =>
    port.transaction(async (tx) => {
      const at = new Date('2026-03-01T00:00:00.000Z');
      await queriesOf<BillingTables>(tx.queries)
        .insertInto('geo')
        .values({ id: newId(), code, name: code, created_at: at, updated_at: at })
        .execute();
      await tx.audit({ actor: admin, action: 'billing.create-geo', entity: 'Geo', entityId: code });
    });

  it('and somebody who writes meanwhile follow one another, and nothing of either is lost', async () => {
    await addGeo(database.port, 'before');
    let writing: Promise<void> | null = null;
    await copies.restore(admin, facts, async (restoration) => {
      writing ??= addGeo(database.port, 'meanwhile');
      await restoration.remove(table('geo'), await readAll(restoration, table('geo')));
      await restoration.insert(table('geo'), [geo as never]);
    });
    await writing;
    expect((await geos()).map(({ code }) => code).toSorted()).toEqual(['meanwhile', 'trailing  ']);
    expect(await copies.trail(database.port)).toMatchObject({ entries: 3, faults: 0 });
  });

  it('leave running jobs and the next of repeating ones, and empty what else is of the moment', async () => {
    const db = queriesOf<HostTables>(database.port.queries);
    const at = new Date('2026-03-01T00:00:00.000Z');
    const aJob = (name: string, state: string, key: string | null) => ({
      ...{ id: newId(), name, data: '{}', state, unique_key: key, created_at: at, updated_at: at },
    });
    await db
      .insertInto('job')
      .values([
        aJob('runs', 'running', null),
        aJob('repeats', 'scheduled', 'repeat:repeats'),
        aJob('waits', 'scheduled', 'once'),
        aJob('is done', 'done', null),
      ])
      .execute();
    await db
      .insertInto('session')
      .values({ id: 'd'.repeat(64), user_id: null, data: '{}', created_at: at, expires_at: at })
      .execute();
    await copies.restore(admin, facts, async () => undefined);
    const jobs = await db.selectFrom('job').select('name').orderBy('name').execute();
    expect(jobs.map(({ name }) => name)).toEqual(['repeats', 'runs']);
    expect(await db.selectFrom('session').select('id').execute()).toEqual([]);
  });

  if (dialect === 'sqlite') {
    it('are all gone when the process is killed before the end', async () => {
      const { child } = await startScript('test/integration/copies/processes/restore-halfway.ts', {
        DATABASE_URL: database.url,
      });
      const ended = once(child, 'close');
      await Promise.race([once(child.stdout as Readable, 'data'), ended]);
      child.kill('SIGKILL');
      expect(await ended).toEqual([null, 'SIGKILL']);
      expect(await geos()).toEqual([]);
      await addGeo(database.port, 'after');
      expect(await geos()).toHaveLength(1);
    });
    return;
  }

  it('are all gone when the connection is cut before the end', async () => {
    const cut = async (id: unknown): Promise<void> => {
      const db = queriesOf<unknown>(database.port.queries);
      if (dialect === 'mysql') await sql`kill ${sql.lit(Number(id))}`.execute(db);
      else await sql`select pg_terminate_backend(${id})`.execute(db);
    };
    const self = dialect === 'mysql' ? sql`connection_id()` : sql`pg_backend_pid()`;
    const restoring = copies.restore(admin, facts, async (restoration) => {
      await restoration.insert(table('geo'), [geo as never]);
      const { rows } = await sql<{ id: unknown }>`select ${self} as id`.execute(
        queriesOf<unknown>(restoration.queries),
      );
      await cut(rows[0]?.id);
      await readAll(restoration, table('geo'));
    });
    await expect(restoring).rejects.toMatchObject({ name: 'DatabaseUnavailable' });
    expect(await geos()).toEqual([]);
  });
});
