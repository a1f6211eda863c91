import type { Restoration, StoredRow, StoredTable } from '../../../../src/kernel/copies.js';
import { compareTables, type Difference } from '../../domain/compare-tables.js';
import { EffectCount, type TableEffect } from '../../domain/effect.js';
import type { Decide, Decision } from '../../domain/whole-copy.js';
import { asTheyComeBack } from './copied-rows.js';
import type { Side, Sides } from './sides.js';

const ROWS_AT_ONCE = 500;

export interface TableToBring {
  readonly table: StoredTable;
  /** nothing points to its rows, so that one that changes may go and come again */
  readonly isLeaf: boolean;
  readonly sides: Sides;
  /** of the house's database */
  readonly now: Date;
  readonly decide: Decide;
}

export async function* differencesOf({
  table,
  sides,
  now,
}: Pick<TableToBring, 'table' | 'sides' | 'now'>): AsyncIterable<Difference> {
  const copied = asTheyComeBack(table, sides.copied.rows(table), now);
  yield* compareTables(table, copied, sides.here.rows(table));
}

/** What would become of tables; nothing is changed. */
export async function lookAtTables(tables: readonly TableToBring[]): Promise<readonly TableEffect[]> {
  const count = new EffectCount();
  for (const bring of tables) for await (const { what } of decisionsOf(bring)) count.add(bring.table, what);
  return count.tables;
}

/**
 * Brings tables back, those first to which others point. A row that comes may have the number of one that goes, and one that changes
 * may have pointed to one that goes: so first goes what nothing points to, then changes what stays, then goes the rest, then rows come.
 */
export async function bringTables(
  tables: readonly TableToBring[],
  here: Restoration,
): Promise<readonly TableEffect[]> {
  const effect = await lookAtTables(tables);
  const having = (what: 'added' | 'changed' | 'removed', those: readonly TableToBring[]) => {
    const names = new Set(effect.filter((each) => each[what] > 0).map(({ table }) => table));
    return those.filter(({ table }) => names.has(table.name));
  };
  const leaves = tables.filter(({ isLeaf }) => isLeaf);
  const others = tables.filter(({ isLeaf }) => !isLeaf);
  for (const bring of new Set([...having('removed', leaves), ...having('changed', leaves)]))
    await writeThose(bring, ['removed', 'changed'], (table, rows) => here.remove(table, rows));
  for (const bring of having('changed', others))
    await writeThose(bring, ['changed'], (table, rows) => here.update(table, rows));
  for (const bring of having('removed', others).toReversed())
    await writeThose(bring, ['removed'], (table, rows) => here.remove(table, rows));
  const coming = new Set([...having('added', tables), ...having('changed', leaves)]);
  for (const bring of tables.filter((each) => coming.has(each)))
    await writeThose(bring, ['added'], async (table, rows) => {
      await here.insert(table, rows);
      return rows.length;
    });
  return effect;
}

async function* decisionsOf(bring: TableToBring): AsyncIterable<Decision> {
  for await (const difference of differencesOf(bring)) {
    const decision = bring.decide(difference);
    if (decision !== null) yield decision;
  }
}

/** @throws when a row that was compared is not there any more */
async function writeThose(
  bring: TableToBring,
  those: readonly Decision['what'][],
  write: (table: StoredTable, rows: readonly StoredRow[]) => Promise<number>,
): Promise<void> {
  const { table } = bring;
  let rows: StoredRow[] = [];
  const flush = async () => {
    const written = rows.length === 0 ? 0 : await write(table, rows);
    if (written !== rows.length)
      throw new Error(`Of ${rows.length} rows of ${table.name} ${written} were there.`);
    rows = [];
  };
  for await (const decision of decisionsOf(bring)) {
    if (!('row' in decision) || !those.includes(decision.what)) continue;
    rows.push(decision.row);
    if (rows.length === ROWS_AT_ONCE) await flush();
  }
  await flush();
}

export async function hasRows(side: Side, table: StoredTable): Promise<boolean> {
  for await (const batch of side.rows(table)) if (batch.length > 0) return true;
  return false;
}

/** Rows may be taken away and put back without anything that points to them, and with all of their columns from the copy. */
export function isLeaf(tables: readonly StoredTable[], { name, rule }: StoredTable): boolean {
  return (
    typeof rule?.inUse !== 'object' &&
    !tables.some(({ references }) => references.some((reference) => reference.table === name))
  );
}
