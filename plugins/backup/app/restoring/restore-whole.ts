import type { Restoration, StoredTable } from '../../../../src/kernel/copies.js';
import type { TableEffect } from '../../domain/effect.js';
import { asInCopy, decideInUse, underFreeName, type Decide, type Owners } from '../../domain/whole-copy.js';
import { bringTables, hasRows, isLeaf, lookAtTables, type TableToBring } from './bring-back.js';
import { keptTables } from './copied-rows.js';
import type { CountRows, Side, Sides } from './sides.js';

export interface WholeCopy {
  readonly tables: readonly StoredTable[];
  readonly sides: Sides;
  readonly now: Date;
  /** a house in use keeps what is its own: see `CopyRule.inUse` */
  readonly isInUse: boolean;
  readonly countRows: CountRows;
}

/** A house that nobody has worked in: it may be set up, and it may know where backups are. */
export async function isEmptyHouse(tables: readonly StoredTable[], here: Side): Promise<boolean> {
  for (const table of keptTables(tables))
    if (table.model !== 'Setting' && table.rule?.inUse !== 'joined' && (await hasRows(here, table)))
      return false;
  return true;
}

export async function isWithoutRows(tables: readonly StoredTable[], here: Side): Promise<boolean> {
  for (const table of keptTables(tables)) if (await hasRows(here, table)) return false;
  return true;
}

export async function lookAtWhole(copy: WholeCopy): Promise<readonly TableEffect[]> {
  return [...(await lookAtTables(await tablesToBring(copy))), ...(await staying(copy))];
}

export async function bringWhole(copy: WholeCopy, here: Restoration): Promise<readonly TableEffect[]> {
  return [...(await bringTables(await tablesToBring(copy), here)), ...(await staying(copy))];
}

async function tablesToBring(copy: WholeCopy): Promise<readonly TableToBring[]> {
  const { tables, sides, now } = copy;
  // Before a row of anybody is changed.
  const owners = await ownersIn(copy);
  const names = await namesIn(copy);
  return keptTables(tables).flatMap((table) => {
    const inUse = decideOf(copy, table, owners);
    const named = names.get(table.name);
    const decide = inUse && named ? underFreeName(inUse, table.rule?.named ?? '', named) : inUse;
    return decide ? [{ table, sides, now, decide, isLeaf: isLeaf(tables, table) }] : [];
  });
}

/** Null: the house's own rows stay, and none comes. */
function decideOf(
  { isInUse }: WholeCopy,
  table: StoredTable,
  owners: ReadonlyMap<string, Owners>,
): Decide | null {
  const inUse = table.rule?.inUse;
  if (inUse === undefined || (!isInUse && inUse !== 'joined')) return asInCopy;
  if (inUse === 'stays') return null;
  return decideInUse(table, inUse, owners.get(table.references[0]?.table ?? '') ?? NOBODY);
}

const NOBODY: Owners = { here: new Set(), copied: new Set() };

async function staying({ tables, sides, isInUse, countRows }: WholeCopy): Promise<readonly TableEffect[]> {
  const found: TableEffect[] = [];
  for (const table of isInUse ? tables.filter(({ rule }) => rule?.inUse === 'stays') : []) {
    const kept = await countRows(sides.here, table);
    const nothing = { added: 0, changed: 0, removed: 0, same: 0 };
    if (kept > 0) found.push({ table: table.name, model: table.model, ...nothing, kept });
  }
  return found;
}

async function ownersIn({ tables, sides }: WholeCopy): Promise<ReadonlyMap<string, Owners>> {
  const owning = new Set(
    tables.filter(({ rule }) => rule?.inUse === 'owned').map(({ references }) => references[0]?.table),
  );
  const found = new Map<string, Owners>();
  for (const table of tables.filter(({ name }) => owning.has(name)))
    found.set(table.name, await valuesOf(sides, table, table.key[0] ?? ''));
  return found;
}

async function namesIn({ tables, sides }: WholeCopy): Promise<ReadonlyMap<string, Owners>> {
  const found = new Map<string, Owners>();
  for (const table of keptTables(tables))
    if (table.rule?.named !== undefined)
      found.set(table.name, await valuesOf(sides, table, table.rule.named));
  return found;
}

async function valuesOf(sides: Sides, table: StoredTable, column: string): Promise<Owners> {
  return {
    here: await valuesIn(sides.here, table, column),
    copied: await valuesIn(sides.copied, table, column),
  };
}

async function valuesIn(side: Side, table: StoredTable, column: string): Promise<ReadonlySet<unknown>> {
  const values = new Set<unknown>();
  for await (const batch of side.rows(table)) for (const row of batch) values.add(row[column]);
  return values;
}
