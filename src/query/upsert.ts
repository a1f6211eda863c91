import { sql, type InsertQueryBuilder, type InsertResult } from 'kysely';
import type { Dialect } from '../kernel/ports.js';

/** Inserts rows, and where `key` is already there overwrites the columns named in `set` with the new values. */
export function upsert<Tables, Table extends keyof Tables>(
  dialect: Dialect,
  insert: InsertQueryBuilder<Tables, Table, InsertResult>,
  {
    key,
    set,
  }: {
    readonly key: readonly (keyof Tables[Table] & string)[];
    readonly set: readonly (keyof Tables[Table] & string)[];
  },
): InsertQueryBuilder<Tables, Table, InsertResult> {
  if (dialect === 'mysql') {
    const values = Object.fromEntries(set.map((column) => [column, sql`values(${sql.ref(column)})`]));
    return insert.onDuplicateKeyUpdate(values as never);
  }
  const values = Object.fromEntries(set.map((column) => [column, sql.ref(`excluded.${column}`)]));
  return insert.onConflict((conflict) => conflict.columns(key as never).doUpdateSet(values as never));
}
