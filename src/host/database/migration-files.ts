import { existsSync, readdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql, type Kysely, type Migration, type MigrationProvider } from 'kysely';
import type { Dialect } from '../../kernel/ports.js';
import { splitStatements } from './split-statements.js';

export const HOUSE_TABLE = 'kysely_migration';

/** Migrations are SQL, a folder a dialect, and run in the order of their names. */
export class MigrationFiles implements MigrationProvider {
  constructor(
    private readonly dialect: Dialect,
    private readonly folder = houseFolder(),
    /** where it is noted what has run: a table of its own for each plugin that brings migrations, so that each may go again */
    readonly table = HOUSE_TABLE,
    /** the newest that is run; null: all of them */
    private readonly newest: string | null = null,
  ) {}

  /** The house's own until one that was the newest once. @throws on one that there is not */
  static until(dialect: Dialect, newest: string): MigrationFiles {
    if (!houseMigrations(dialect).includes(newest))
      throw new Error(`The house has no migration "${newest}".`);
    return new MigrationFiles(dialect, houseFolder(), HOUSE_TABLE, newest);
  }

  async names(): Promise<readonly string[]> {
    const names = namesIn(await readdir(join(this.folder, this.dialect)));
    const { newest } = this;
    return newest === null ? names : names.filter((name) => name <= newest);
  }

  async getMigrations(): Promise<Record<string, Migration>> {
    const names = await this.names();
    return Object.fromEntries(
      names.map((name) => [name, { up: (db: Kysely<unknown>) => this.run(name, db) }]),
    );
  }

  private async run(name: string, db: Kysely<unknown>): Promise<void> {
    const script = await readFile(join(this.folder, this.dialect, `${name}.sql`), 'utf8');
    for (const statement of splitStatements(script)) await sql.raw(statement).execute(db);
  }
}

/** Names of the house's own, oldest first. */
export function houseMigrations(dialect: Dialect): readonly string[] {
  return namesIn(readdirSync(join(houseFolder(), dialect)));
}

const namesIn = (files: readonly string[]): readonly string[] =>
  files
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -'.sql'.length))
    .sort();

/** Beside the sources and, when the house is built, still there: a folder above this file. */
function houseFolder(): string {
  for (
    let folder = dirname(fileURLToPath(import.meta.url));
    folder !== dirname(folder);
    folder = dirname(folder)
  ) {
    const migrations = join(folder, 'prisma/migrations');
    if (existsSync(migrations)) return migrations;
  }
  throw new Error('prisma/migrations is missing from this installation.');
}
