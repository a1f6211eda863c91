import { sql } from 'kysely';
import { DanglingReference, type StoredTable } from '../../kernel/copies.js';
import type { QueryHandle } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';

type Reference = StoredTable['references'][number];

/**
 * Of the tables that were written to, and of those that point to them: MySQL checks nothing afterwards that it was told not to check,
 * and the others do not say which reference it is.
 * @throws DanglingReference
 */
export async function checkReferences(
  handle: QueryHandle,
  tables: readonly StoredTable[],
  written: ReadonlySet<string>,
): Promise<void> {
  for (const table of tables) {
    for (const reference of table.references) {
      if (!written.has(table.name) && !written.has(reference.table)) continue;
      if (await dangles(handle, table, reference))
        throw new DanglingReference(table.name, reference.columns, reference.table);
    }
  }
}

async function dangles(handle: QueryHandle, table: StoredTable, reference: Reference): Promise<boolean> {
  const { columns, to } = reference;
  const isSet = columns.map((column) => sql`child.${sql.ref(column)} is not null`);
  const isFound = columns.map(
    (column, at) => sql`parent.${sql.ref(to[at] as string)} = child.${sql.ref(column)}`,
  );
  const { rows } = await sql`
    select 1 as found from ${sql.table(table.name)} child where ${sql.join(isSet, sql` and `)}
    and not exists (select 1 from ${sql.table(reference.table)} parent where ${sql.join(isFound, sql` and `)})
    limit 1`.execute(queriesOf<unknown>(handle));
  return rows.length > 0;
}
