import { Migrator } from 'kysely';
import type { QueryHandle } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import { BootRefused } from '../../kernel/failures.js';
import { codeOf, messageOf } from './failures.js';
import { HOUSE_TABLE, MigrationFiles } from './migration-files.js';
import type { HouseDatabase } from './open-database.js';

type MigrationTables = Record<string, { name: string }>;

// 1419: binary logging is on, and the user lacks SUPER.
const TRIGGER_REFUSED = 'ER_BINLOG_CREATE_ROUTINE_NEED_SUPER';
const NO_SUCH_TABLE = ['ER_NO_SUCH_TABLE', '42P01'];

/**
 * Brings the database to the schema of this version, under a lock: processes that start together wait for the one that migrates.
 * @returns the names of what was run
 * @throws BootRefused triggers-refused
 */
export async function migrate(
  database: HouseDatabase,
  files = new MigrationFiles(database.dialect),
): Promise<string[]> {
  if ((await pendingMigrations(database, files)).length === 0) return [];
  const migrator = new Migrator({
    db: queriesOf<unknown>(database.port.queries),
    provider: files,
    migrationTableName: files.table,
    allowUnorderedMigrations: true,
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error)
    throw codeOf(error) === TRIGGER_REFUSED
      ? new BootRefused('triggers-refused', {}, { cause: error })
      : error;
  return results.filter(({ status }) => status === 'Success').map(({ migrationName }) => migrationName);
}

/** What `migrate` would run. One small query, so that a start with nothing to do costs nothing. */
export async function pendingMigrations(
  database: HouseDatabase,
  files = new MigrationFiles(database.dialect),
): Promise<string[]> {
  const [names, done] = await Promise.all([
    files.names(),
    doneMigrations(database.port.queries, files.table),
  ]);
  return names.filter((name) => !done.has(name));
}

/** What has run; nothing on a database without tables. */
export async function doneMigrations(handle: QueryHandle, table = HOUSE_TABLE): Promise<Set<string>> {
  try {
    const rows = await queriesOf<MigrationTables>(handle).selectFrom(table).select('name').execute();
    return new Set(rows.map(({ name }) => name));
  } catch (failure) {
    if (isMissingTable(failure)) return new Set();
    throw failure;
  }
}

function isMissingTable(failure: unknown): boolean {
  return NO_SUCH_TABLE.includes(codeOf(failure)) || messageOf(failure).startsWith('no such table');
}
