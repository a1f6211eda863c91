import { sql, type InsertQueryBuilder, type InsertResult, type RawBuilder } from 'kysely';
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

/** Inserts rows, and where `key` is already there adds the new values to the columns named in `add`. */
export function upsertAdding<Tables, Table extends keyof Tables & string>(
  dialect: Dialect,
  insert: InsertQueryBuilder<Tables, Table, InsertResult>,
  {
    table,
    key,
    add,
  }: {
    readonly table: Table;
    readonly key: readonly (keyof Tables[Table] & string)[];
    readonly add: readonly (keyof Tables[Table] & string)[];
  },
): InsertQueryBuilder<Tables, Table, InsertResult> {
  const added = (value: (column: string) => RawBuilder<unknown>) =>
    Object.fromEntries(
      add.map((column) => [column, sql`${sql.ref(`${table}.${column}`)} + ${value(column)}`]),
    ) as never;
  if (dialect === 'mysql')
    return insert.onDuplicateKeyUpdate(added((column) => sql`values(${sql.ref(column)})`));
  return insert.onConflict((conflict) =>
    conflict.columns(key as never).doUpdateSet(added((column) => sql`${sql.ref(`excluded.${column}`)}`)),
  );
}
