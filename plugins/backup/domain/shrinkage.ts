/** Records of one table in a backup. */
export interface TableCount {
  readonly table: string;
  readonly rows: number;
}

export interface Shrunk extends TableCount {
  readonly before: number;
}

/** Below so many records a table may lose a large part of them in the normal course of a day. */
const FEW = 100;

/**
 * What has so many per cent fewer records than the backup before, or more: tables, and all of them together (`table` null). A table that is
 * not there any more has none.
 */
export function shrunk(
  before: readonly TableCount[],
  now: readonly TableCount[],
  percent: number,
): { readonly total: Omit<Shrunk, 'table'> | null; readonly tables: readonly Shrunk[] } {
  const rowsNow = new Map(now.map(({ table, rows }) => [table, rows]));
  const isLess = (was: number, is: number): boolean => was >= FEW && (was - is) * 100 >= was * percent;
  const tables = before
    .map(({ table, rows }) => ({ table, before: rows, rows: rowsNow.get(table) ?? 0 }))
    .filter((each) => isLess(each.before, each.rows));
  const sum = (counts: readonly TableCount[]): number => counts.reduce((all, { rows }) => all + rows, 0);
  const total = { before: sum(before), rows: sum(now) };
  return { total: isLess(total.before, total.rows) ? total : null, tables };
}
