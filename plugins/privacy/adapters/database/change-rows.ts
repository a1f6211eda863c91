import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Transaction } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import {
  anyTables,
  columnOf,
  keyOf,
  selectionOf,
  type AnyRow,
  type AnyTables,
  type DescribedTable,
} from './described-tables.js';
import type { RowChange } from './treat-rows.js';

type Builder = ExpressionBuilder<AnyTables, string>;

/**
 * Changes rows as they stand now, whatever they were when they were chosen: nobody's change in between is lost, and a form that was
 * opened before is stale. @returns how many there was something to change of
 */
export async function changeRows(
  tx: Transaction,
  table: DescribedTable,
  chosen: readonly AnyRow[],
  change: (row: AnyRow) => RowChange,
): Promise<number> {
  if (chosen.length === 0) return 0;
  const queries = anyTables(tx.queries);
  const rows = (await forUpdate(
    tx.dialect,
    queries
      .selectFrom(table.table)
      .select(selectionOf(table) as never)
      .where((builder) => oneOf(builder as never, table, chosen)),
  ).execute()) as AnyRow[];
  let changed = 0;
  for (const row of rows) {
    const set = change(row);
    if (Object.keys(set).length === 0) continue;
    const version = row['version'];
    const written = typeof version === 'number' ? { ...set, version: version + 1 } : set;
    await queries
      .updateTable(table.table)
      .set(
        Object.fromEntries(
          Object.entries(written).map(([name, value]) => [columnOf(table, name), value]),
        ) as never,
      )
      .where((builder) => oneOf(builder as never, table, [row]))
      .execute();
    changed += 1;
  }
  return changed;
}

export async function removeRows(
  tx: Transaction,
  table: DescribedTable,
  rows: readonly AnyRow[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const { numDeletedRows } = await anyTables(tx.queries)
    .deleteFrom(table.table)
    .where((builder) => oneOf(builder as never, table, rows))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** By key. */
export function oneOf(builder: Builder, table: DescribedTable, rows: readonly AnyRow[]): Expression<SqlBool> {
  const keys = rows.map((row) => keyOf(table, row));
  const [column, more] = table.key;
  if (column !== undefined && more === undefined)
    return builder(`${table.table}.${column}` as never, 'in', keys.map((key) => key[column]) as never);
  return builder.or(keys.map((key) => builder.and(key as never)));
}
