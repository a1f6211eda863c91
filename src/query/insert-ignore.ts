import { sql, type InsertQueryBuilder, type InsertResult } from 'kysely';
import type { Dialect } from '../kernel/ports.js';

/**
 * Inserts the rows whose key is not there yet and leaves the others as they are. `numInsertedOrUpdatedRows` of the result counts
 * the inserted ones. `keyColumn` is any column of the key: MySQL's own INSERT IGNORE would also swallow a broken reference or a
 * value that is too long.
 */
export function insertIgnore<Tables, Table extends keyof Tables>(
  dialect: Dialect,
  insert: InsertQueryBuilder<Tables, Table, InsertResult>,
  keyColumn: keyof Tables[Table] & string,
): InsertQueryBuilder<Tables, Table, InsertResult> {
  if (dialect !== 'mysql') return insert.onConflict((conflict) => conflict.doNothing());
  return insert.onDuplicateKeyUpdate({ [keyColumn]: sql.ref(keyColumn) } as never);
}
