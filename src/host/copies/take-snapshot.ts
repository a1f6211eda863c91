import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Snapshot, StoredTable } from '../../kernel/copies.js';
import { DatabaseUnavailable } from '../../kernel/database-unavailable.js';
import type { Dialect, Logger, QueryHandle, Storage } from '../../kernel/ports.js';
import { handleOf, queriesOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import { openDatabase, type HouseDatabase } from '../database/open-database.js';
import { copySqliteFile } from '../database/sqlite/copy-sqlite-file.js';
import { fileUrl, sqlitePath } from '../database/sqlite/sqlite-path.js';
import type { SecretKeys } from '../sealing/key-ring.js';
import { inPrivateFolder } from './private-folder.js';
import { readAside } from './read-aside.js';
import { readRows } from './read-rows.js';
import { schemaVersionOf, tablesIn } from './schema-version.js';

interface Means {
  readonly database: HouseDatabase;
  readonly storage: Storage;
  readonly log: Logger;
  readonly clock: Clock;
  readonly keys: SecretKeys;
  readonly tables: readonly StoredTable[];
}

/** @param figures what every row is looked at by, where that is not the handle itself */
type Look = (handle: QueryHandle, figures?: QueryHandle) => Promise<Snapshot>;

/** The database as it stands now, for as long as `work` reads it; who writes meanwhile neither waits nor is seen. */
export async function takeSnapshot<T>(means: Means, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const { database, storage, tables } = means;
  const { dialect } = database;
  const at = await database.port.now();
  const look: Look = async (handle, figures = handle) => ({
    ...{ at, dialect, queries: figures },
    schemaVersion: await schemaVersionOf(handle),
    tables: await tablesIn(dialect, handle, tables),
    rows: (table) => readRows(dialect, handle, table),
  });
  if (dialect === 'sqlite')
    return inPrivateFolder(storage, (folder) =>
      overFile(means, folder, async (handle, figures) => work(await look(handle, figures))),
    );
  return queriesOf<HostTables>(database.port.queries)
    .connection()
    .execute((connection) =>
      inReadTransaction(dialect, connection, async (handle) => work(await look(handle))),
    );
}

/**
 * SQLite: a copy of the file, made page by page under a read transaction and read at leisure. To read the house's own file as long as a
 * backup takes would keep its WAL from being folded back, and it would grow without bound; `VACUUM INTO` would stop the process.
 */
async function overFile<T>(
  { database, log, clock, keys }: Means,
  folder: string,
  work: (handle: QueryHandle, figures: QueryHandle) => Promise<T>,
): Promise<T> {
  const copy = join(folder, 'snapshot.db');
  await copySqliteFile(sqlitePath(database.url), copy);
  const { port, close } = await openDatabase({ ...keys, url: fileUrl(copy), log, clock, isScratch: true });
  try {
    return await readAside(copy, port.queries, (figures) => work(port.queries, figures));
  } finally {
    await close();
  }
}

const BEGIN: Record<Exclude<Dialect, 'sqlite'>, readonly string[]> = {
  mysql: [
    'set transaction isolation level repeatable read',
    'start transaction with consistent snapshot, read only',
  ],
  postgresql: [
    'begin isolation level repeatable read read only',
    // its reader may be slow: it encrypts and sends what it reads
    'set local idle_in_transaction_session_timeout = 0',
  ],
};

/** The servers keep the versions of rows that a transaction began with; writers do not wait for it. */
async function inReadTransaction<T>(
  dialect: Exclude<Dialect, 'sqlite'>,
  connection: Kysely<HostTables>,
  work: (handle: QueryHandle) => Promise<T>,
): Promise<T> {
  try {
    for (const statement of BEGIN[dialect]) await sql.raw(statement).execute(connection);
    return await work(handleOf(connection));
  } finally {
    await endReading(connection);
  }
}

/** A connection that was lost is no longer used by its pool, and its transaction ended with it: what was lost has been told already. */
async function endReading(connection: Kysely<HostTables>): Promise<void> {
  try {
    await sql.raw('rollback').execute(connection);
  } catch (failure) {
    if (!(failure instanceof DatabaseUnavailable)) throw failure;
  }
}
