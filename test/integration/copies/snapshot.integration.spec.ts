import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { HostTables } from '../../../generated/tables/host.js';
import { migrate } from '../../../src/host/database/migrate.js';
import { houseMigrations, MigrationFiles } from '../../../src/host/database/migration-files.js';
import type { Copies, StoredTable } from '../../../src/kernel/copies.js';
import type { Database, QueryHandle } from '../../../src/kernel/ports.js';
import { queriesOf } from '../../../src/query/queries.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { assembleTestHouse, type TestHouse } from '../../harness/house.js';
import { readAll } from './read-all.js';

const at = new Date('2026-03-01T12:00:00.123Z');
const aSetting = (name: string, value: string) => ({
  ...{ plugin: 'test', name, value, secret: false, updated_at: at, updated_by: null },
});

forEachDialect('a snapshot', (dialect, open) => {
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

  const settings = (handle: QueryHandle) => queriesOf<HostTables>(handle);
  const table = (name: string): StoredTable =>
    copies.tables.find((candidate) => candidate.name === name) as StoredTable;

  const write = (port: Database, changes: Readonly<Record<string, number>>) =>
    port.transaction(async (tx) => {
      for (const [name, value] of Object.entries(changes))
        await settings(tx.queries)
          .updateTable('setting')
          .set({ value: String(value) })
          .where('name', '=', name)
          .execute();
    });
  const read = async (handle: QueryHandle, name: string): Promise<number> => {
    const row = await settings(handle)
      .selectFrom('setting')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    return Number(row.value);
  };

  it('stays at one instant while a writer commits between its reads', async () => {
    const both = [aSetting('debit', '100'), aSetting('credit', '-100')];
    await settings(database.port.queries).insertInto('setting').values(both).execute();
    const sums = await copies.snapshot(async ({ queries }) => {
      const seen: number[] = [];
      for (let moved = 1; moved <= 3; moved += 1) {
        const debit = await read(queries, 'debit');
        await write(database.port, { debit: 100 + moved, credit: -100 - moved });
        seen.push(debit + (await read(queries, 'credit')));
      }
      return seen;
    });
    expect(sums).toEqual([0, 0, 0]);
    expect(await read(database.port.queries, 'debit')).toBe(103);
  });

  it('reads every row once and in the order of bytes, whatever is written between two batches', async () => {
    const names = Array.from({ length: 2500 }, (_, place) => `${'aB_-é'[place % 5]}${place}`);
    const rows = names.map((name) => aSetting(name, name));
    for (let from = 0; from < rows.length; from += 500)
      await settings(database.port.queries)
        .insertInto('setting')
        .values(rows.slice(from, from + 500))
        .execute();
    let batches = 0;
    const seen = await copies.snapshot(async (snapshot) => {
      const found: string[] = [];
      for await (const batch of snapshot.rows(table('setting'))) {
        batches += 1;
        found.push(...batch.map(({ name }) => String(name)));
        await settings(database.port.queries)
          .insertInto('setting')
          .values(aSetting(`zz${batches}`, 'late'))
          .execute();
      }
      return found;
    });
    expect(seen).toEqual(names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    expect(batches).toBe(3);
  });

  it('leaves its connection as it found it, also when its work throws', async () => {
    await expect(copies.snapshot(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await settings(database.port.queries).insertInto('setting').values(aSetting('after', '1')).execute();
    await write(database.port, { after: 2 });
    expect(await read(database.port.queries, 'after')).toBe(2);
  });

  it('leaves no copy of the database behind', async () => {
    const folder = await house.ports.storage.folder('host/copies');
    const during = await copies.snapshot(async () => readdirSync(folder).length);
    expect(during).toBe(dialect === 'sqlite' ? 1 : 0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of an older database has the tables and columns that are there', async () => {
    const older = await open({ migrated: false });
    const [first = ''] = houseMigrations(dialect);
    await migrate(older, MigrationFiles.until(dialect, first));
    const its = await assembleTestHouse(older);
    try {
      await its.ports.copies.snapshot(async (snapshot) => {
        const known = snapshot.tables.map(({ name }) => name);
        expect(snapshot.schemaVersion).toBe(first);
        expect(known).toContain('payment');
        expect(known).not.toContain('payment_reversal');
        const payment = snapshot.tables.find(({ name }) => name === 'payment') as StoredTable;
        expect(payment.columns.map(({ name }) => name)).not.toContain('reversed_on');
        expect(await readAll(snapshot, payment)).toEqual([]);
      });
    } finally {
      its.close();
      await older.close();
    }
  });
});
