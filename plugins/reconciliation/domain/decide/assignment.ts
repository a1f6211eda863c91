/** What each row takes: a column, or nothing. */
export interface Assignment {
  readonly total: number;
  /** column by row; null: none */
  readonly columns: readonly (number | null)[];
  /** by row: whether every best assignment gives it the same */
  readonly isOnly: readonly boolean[];
}

/**
 * The assignment of rows to columns, each to one at most, with the greatest total weight, and which of its rows could not be given
 * otherwise without loss. Weights are whole numbers above 0; absent: the row cannot have the column. Kuhn and Munkres' method with
 * potentials (Jonker and Volgenant 1987), O(n³) for n = rows + columns; a best assignment is the only one exactly where no cycle of
 * tight edges leads through it (Tarjan's components).
 */
export function assign(weights: readonly ReadonlyMap<number, number>[], columnCount: number): Assignment {
  // Square: a row may take the column of its own that stands for nothing, and a column the row of its own.
  const rows = weights.length;
  const size = rows + columnCount;
  const gain = (row: number, column: number): number | null => {
    if (row < rows && column < columnCount) return weights[row]!.get(column) ?? null;
    if (row < rows) return column - columnCount === row ? 0 : null;
    return column >= columnCount || row - rows === column ? 0 : null;
  };
  const { rowOf, u, v } = solve(size, gain);
  const columnOf = new Array<number>(size);
  rowOf.forEach((row, column) => (columnOf[row] = column));
  const group = tightGroups(size, columnOf, (row, column) => {
    const weight = gain(row, column);
    return weight !== null && u[row]! + v[column]! === -weight;
  });
  const columns = weights.map((_, row) => (columnOf[row]! < columnCount ? columnOf[row]! : null));
  const total = columns.reduce<number>(
    (sum, column, row) => sum + (column === null ? 0 : weights[row]!.get(column)!),
    0,
  );
  const sizes = new Map<number, number>();
  for (const each of group) sizes.set(each, (sizes.get(each) ?? 0) + 1);
  return { total, columns, isOnly: weights.map((_, row) => sizes.get(group[row]!) === 1) };
}

/** Minimises cost = −gain over a full square; returns the row of each column and the potentials. */
function solve(size: number, gain: (row: number, column: number) => number | null) {
  const u = new Array<number>(size).fill(0);
  const v = new Array<number>(size).fill(0);
  const rowOf = new Array<number>(size).fill(-1);
  for (let start = 0; start < size; start += 1) {
    const least = new Array<number>(size).fill(Infinity);
    const cameFrom = new Array<number>(size).fill(-1);
    const done = new Array<boolean>(size).fill(false);
    let row = start;
    let column = -1;
    for (;;) {
      let next = -1;
      for (let each = 0; each < size; each += 1) {
        if (done[each]) continue;
        const weight = gain(row, each);
        if (weight !== null) {
          const slack = -weight - u[row]! - v[each]!;
          if (slack < least[each]!) {
            least[each] = slack;
            cameFrom[each] = column;
          }
        }
        if (next < 0 || least[each]! < least[next]!) next = each;
      }
      const step = least[next]!;
      u[start] = u[start]! + step;
      for (let each = 0; each < size; each += 1) {
        if (done[each]) {
          u[rowOf[each]!] = u[rowOf[each]!]! + step;
          v[each] = v[each]! - step;
        } else least[each] = least[each]! - step;
      }
      done[next] = true;
      column = next;
      if (rowOf[column] === -1) break;
      row = rowOf[column]!;
    }
    while (column >= 0) {
      const before = cameFrom[column]!;
      rowOf[column] = before < 0 ? start : rowOf[before]!;
      column = before;
    }
  }
  return { rowOf, u, v };
}

/** Strongly connected components of rows: from a row to the row that holds a column tight for it. */
function tightGroups(
  size: number,
  columnOf: readonly number[],
  isTight: (row: number, column: number) => boolean,
): readonly number[] {
  const rowOf = new Array<number>(size);
  columnOf.forEach((column, row) => (rowOf[column] = row));
  const order = new Array<number>(size).fill(-1);
  const low = new Array<number>(size).fill(0);
  const group = new Array<number>(size).fill(-1);
  const open: number[] = [];
  let count = 0;
  const visit = (row: number): void => {
    order[row] = low[row] = count++;
    open.push(row);
    for (let column = 0; column < size; column += 1) {
      if (column === columnOf[row] || !isTight(row, column)) continue;
      const other = rowOf[column]!;
      if (order[other] === -1) {
        visit(other);
        low[row] = Math.min(low[row]!, low[other]!);
      } else if (group[other] === -1) low[row] = Math.min(low[row]!, order[other]!);
    }
    if (low[row] !== order[row]) return;
    for (let last = -1; last !== row;) {
      last = open.pop()!;
      group[last] = row;
    }
  };
  for (let row = 0; row < size; row += 1) if (order[row] === -1) visit(row);
  return group;
}
