import { fileURLToPath } from 'node:url';
import { existsSync } from 'node:fs';
import { BootRefused } from '../../kernel/failures.js';
import type { Plugin } from '../../kernel/plugin.js';
import { doneMigrations, migrate, pendingMigrations } from '../database/migrate.js';
import { MigrationFiles } from '../database/migration-files.js';
import { resealTable, tablesOfUniques } from '../sealing/reseal.js';
import type { HouseDatabase } from '../database/open-database.js';

/** The house's migrations first, then those that plugins from elsewhere bring. */
function migrationsOf({ dialect }: HouseDatabase, plugins: readonly Plugin[]): readonly MigrationFiles[] {
  const brought = plugins.flatMap(({ name, files }) => {
    const folder = files && fileURLToPath(new URL('migrations', files));
    return folder && existsSync(folder)
      ? [new MigrationFiles(dialect, folder, `kysely_migration_${name.replaceAll('-', '_')}`)]
      : [];
  });
  return [new MigrationFiles(dialect), ...brought];
}

/**
 * Returns the names of what was run.
 * @param before is told what waits, before it changes a database that is not empty; what it throws leaves everything as it was
 */
export async function applyMigrations(
  database: HouseDatabase,
  plugins: readonly Plugin[],
  before: (waiting: readonly string[]) => Promise<void> = async () => undefined,
): Promise<readonly string[]> {
  const waiting = await waitingMigrations(database, plugins);
  if (waiting.length === 0) return [];
  if ((await doneMigrations(database.port.queries)).size > 0) await before(waiting);
  const done: string[] = [];
  for (const files of migrationsOf(database, plugins)) done.push(...(await migrate(database, files)));
  // Whoever signs in is found by the index of the address: it is filled before anybody does.
  const { port, ring, sealed: tables } = database;
  for (const table of tablesOfUniques(tables)) await resealTable({ database: port, ring, tables }, table);
  return done;
}

export async function waitingMigrations(
  database: HouseDatabase,
  plugins: readonly Plugin[],
): Promise<readonly string[]> {
  const waiting = await Promise.all(
    migrationsOf(database, plugins).map((files) => pendingMigrations(database, files)),
  );
  return waiting.flat();
}

/** @throws BootRefused migrations-pending */
export async function refuseWaitingMigrations(
  database: HouseDatabase,
  plugins: readonly Plugin[],
): Promise<void> {
  const waiting = await waitingMigrations(database, plugins);
  const [first] = waiting;
  if (first !== undefined) throw new BootRefused('migrations-pending', { count: waiting.length, first });
}
