import { sql } from 'kysely';
import type { StoredTable } from '../../kernel/copies.js';
import type { Dialect, QueryHandle } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import { doneMigrations } from '../database/migrate.js';

/** The newest of the house's migrations that a database has; empty: none yet. */
export async function schemaVersionOf(handle: QueryHandle): Promise<string> {
  const done = await doneMigrations(handle);
  return [...done].sort().at(-1) ?? '';
}

const COLUMNS: Record<Dialect, ReturnType<typeof sql<{ tab: string; col: string }>>> = {
  sqlite: sql`select t.name as tab, c.name as col from sqlite_master t, pragma_table_info(t.name) c where t.type = 'table'`,
  mysql: sql`select table_name as tab, column_name as col from information_schema.columns where table_schema = database()`,
  postgresql: sql`select table_name as tab, column_name as col from information_schema.columns where table_schema = current_schema()`,
};

/** Of these tables those that the database has, with the columns that it has. */
export async function tablesIn(
  dialect: Dialect,
  handle: QueryHandle,
  tables: readonly StoredTable[],
): Promise<readonly StoredTable[]> {
  const { rows } = await COLUMNS[dialect].execute(queriesOf<unknown>(handle));
  const there = new Set(rows.flatMap(({ tab, col }) => [tab, `${tab}.${col}`]));
  return tables
    .filter(({ name }) => there.has(name))
    .map((table) => ({
      ...table,
      columns: table.columns.filter(({ name }) => there.has(`${table.name}.${name}`)),
      references: table.references.filter(({ columns }) =>
        columns.every((column) => there.has(`${table.name}.${column}`)),
      ),
    }));
}
