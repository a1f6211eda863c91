import { sql, type Kysely } from 'kysely';
import { orTaken } from './taken-value.js';

interface Part {
  readonly type: 'trigger' | 'index';
  readonly name: string;
  readonly table: string;
  readonly sql: string;
}

/**
 * Takes SQLite's triggers away: rows that come back have done what their triggers do. What it returns puts them in their places again.
 * Within a transaction both are undone with it.
 */
export async function withoutTriggers(db: Kysely<unknown>): Promise<() => Promise<void>> {
  return without(db, await partsOf(db, 'trigger'));
}

/**
 * SQLite's tables that have no rows are without their indexes while `work` fills them: one that is made when all rows are there, in its
 * own order, costs a third of one that is kept row by row. What keeps a key or a constraint stays: SQLite lets nobody take it away. After a
 * failure they are not there: it is undone with its transaction, or its file goes.
 * @throws TakenValue of rows that an index refuses when it is made
 */
export async function withoutIndexes<T>(db: Kysely<unknown>, work: () => Promise<T>): Promise<T> {
  const indexes = await partsOf(db, 'index');
  const empty = new Set<string>();
  for (const table of new Set(indexes.map((index) => index.table))) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length === 0) empty.add(table);
  }
  const those = indexes.filter(({ table }) => empty.has(table));
  const putBack = await without(db, those);
  const result = await work();
  await putBack();
  return result;
}

async function partsOf(db: Kysely<unknown>, type: Part['type']): Promise<readonly Part[]> {
  const { rows } = await sql<Part>`
    select type, name, tbl_name as "table", sql from sqlite_master
    where type = ${type} and sql is not null`.execute(db);
  return rows;
}

async function without(db: Kysely<unknown>, parts: readonly Part[]): Promise<() => Promise<void>> {
  for (const { type, name } of parts) await sql`drop ${sql.raw(type)} ${sql.id(name)}`.execute(db);
  return async () => {
    // A connection that has read nothing since takes those that are gone for still there, and refuses to prepare them.
    await sql`select count(*) from sqlite_master`.execute(db);
    for (const part of parts) await orTaken(part.table, () => sql.raw(part.sql).execute(db));
  };
}
