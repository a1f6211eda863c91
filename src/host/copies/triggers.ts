import { sql, type Kysely } from 'kysely';

interface Trigger {
  readonly name: string;
  readonly sql: string;
}

/**
 * Takes SQLite's triggers away: rows that come back have done what their triggers do. What it returns puts them in their places again.
 * Within a transaction both are undone with it.
 */
export async function withoutTriggers(db: Kysely<unknown>): Promise<() => Promise<void>> {
  const { rows } = await sql<Trigger>`select name, sql from sqlite_master where type = 'trigger'`.execute(db);
  for (const { name } of rows) await sql`drop trigger ${sql.id(name)}`.execute(db);
  return async () => {
    // A connection that has read nothing since takes those that are gone for still there, and refuses to prepare them.
    await sql`select count(*) from sqlite_master`.execute(db);
    for (const trigger of rows) await sql.raw(trigger.sql).execute(db);
  };
}
