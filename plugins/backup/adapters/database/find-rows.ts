import { sql } from 'kysely';
import type { StoredRow } from '../../../../src/kernel/copies.js';
import { queriesOf } from '../../../../src/query/queries.js';
import type { FindRows } from '../../app/restoring/sides.js';

const VALUES_AT_ONCE = 500;

export const findRows: FindRows = async (queries, table, columns, { column, values }) => {
  const found: StoredRow[] = [];
  for (let from = 0; from < values.length; from += VALUES_AT_ONCE) {
    const part = values.slice(from, from + VALUES_AT_ONCE);
    const { rows } = await sql<StoredRow>`
      select ${sql.join(columns.map((name) => sql.ref(name)))} from ${sql.table(table)}
      where ${sql.ref(column)} in (${sql.join(part)})`.execute(queriesOf<unknown>(queries));
    found.push(...rows);
  }
  return found;
};
