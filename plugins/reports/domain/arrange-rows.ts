import type { TableRow } from '../contract/table.js';

/** A row, and what it is counted under: its currency, and the first thing that it is of. */
export interface SortedRow {
  readonly currency: string | null;
  readonly group: string | null;
  readonly row: TableRow;
}

/**
 * Rows of one currency stand together, in the order in which the currencies first come up, because amounts of two currencies are
 * never one column's total. With subtotals the rows of one group stand together too, the group's subtotal after them.
 */
export function arrangeRows(
  rows: readonly SortedRow[],
  subtotals: ReadonlyMap<string, TableRow> | null,
): readonly TableRow[] {
  return [...groupBy(rows, ({ currency }) => currency ?? '').values()].flatMap((ofCurrency) => {
    if (subtotals === null) return ofCurrency.map(({ row }) => row);
    return [...groupBy(ofCurrency, ({ group }) => group ?? '').values()].flatMap((ofGroup) => {
      const [first] = ofGroup;
      const subtotal = first && subtotals.get(groupKey(first.currency, first.group));
      return [...ofGroup.map(({ row }) => row), ...(subtotal ? [subtotal] : [])];
    });
  });
}

export function groupKey(currency: string | null, group: string | null): string {
  return `${currency ?? ''}\u0000${group ?? ''}`;
}

function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
