import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql, type Kysely, type Migration, type MigrationProvider } from 'kysely';
import type { Dialect } from '../../kernel/ports.js';
import { splitStatements } from './split-statements.js';

/** Migrations are SQL, a folder a dialect, and run in the order of their names. */
export class MigrationFiles implements MigrationProvider {
  constructor(
    private readonly dialect: Dialect,
    private readonly folder = houseFolder(),
    /** where it is noted what has run: a table of its own for each plugin that brings migrations, so that each may go again */
    readonly table = 'kysely_migration',
  ) {}

  async names(): Promise<readonly string[]> {
    const files = await readdir(join(this.folder, this.dialect));
    return files
      .filter((file) => file.endsWith('.sql'))
      .map((file) => file.slice(0, -'.sql'.length))
      .sort();
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
