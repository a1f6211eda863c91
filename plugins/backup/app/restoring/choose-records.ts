import type { StoredRow, StoredTable } from '../../../../src/kernel/copies.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { Groups } from '../../domain/groups.js';
import { keyText } from '../../domain/key-order.js';
import { RecordLinks, type Link } from '../../domain/record-links.js';
import type { Wanted } from '../../domain/wanted.js';
import type { FindRows, Side, Sides } from './sides.js';

/** Records of both sides that are to be looked at, and which of them hang together. */
export interface ChosenRecords {
  readonly tables: readonly StoredTable[];
  /** one for all records of a group; null: it is not chosen */
  groupOf(table: StoredTable, row: StoredRow): string | null;
  /** a chosen record points to it */
  isNeeded(table: StoredTable, row: StoredRow): boolean;
}

/** By what people name records. */
const ROOTS = [
  { model: 'Representative', wanted: 'representatives', name: 'code' },
  { model: 'Invoice', wanted: 'invoices', name: 'number' },
] as const;

/**
 * Chooses representatives and invoices of the copy with everything that hangs on them, in the copy and in the house, however many steps
 * away: an invoice brings the payments of its allocations, and these their other invoices, for a payment with some of its allocations
 * would not add up. Refuses `restore-nothing-chosen`, `restore-not-in-copy` { name }, `restore-nothing-to-choose` { model }.
 */
export async function chooseRecords(
  findRows: FindRows,
  tables: readonly StoredTable[],
  sides: Sides,
  wanted: Exclude<Wanted, { readonly whole: true }>,
): Promise<Result<ChosenRecords, Refusal>> {
  const root = tables.find(({ model }) => model === ROOTS[0].model);
  if (!root) return err({ code: 'restore-nothing-to-choose', model: ROOTS[0].model });
  const choice = new Choice(findRows, tables, sides, new RecordLinks(tables, root.name));
  let named = 0;
  for (const { model, wanted: which, name } of ROOTS) {
    const names = [...new Set(wanted[which])];
    const table = tables.find((each) => each.model === model);
    if (names.length === 0) continue;
    if (!table) return err({ code: 'restore-nothing-to-choose', model });
    const missing = await choice.begin(table, name, names);
    if (missing !== null) return err({ code: 'restore-not-in-copy', name: missing });
    named += names.length;
  }
  if (named === 0) return err({ code: 'restore-nothing-chosen' });
  await choice.follow();
  return ok(choice);
}

class Choice implements ChosenRecords {
  private readonly groups = new Groups();
  private readonly chosen = new Set<string>();
  private readonly needed = new Map<string, Set<unknown>>();
  private readonly waiting: { readonly table: StoredTable; readonly rows: readonly StoredRow[] }[] = [];
  private readonly byName: ReadonlyMap<string, StoredTable>;

  constructor(
    private readonly findRows: FindRows,
    private readonly all: readonly StoredTable[],
    private readonly sides: Sides,
    private readonly links: RecordLinks,
  ) {
    this.byName = new Map(all.map((table) => [table.name, table]));
  }

  get tables(): readonly StoredTable[] {
    const { root, hanging } = this.links;
    return this.all.filter(({ name }) => name === root || hanging.has(name) || this.needed.has(name));
  }

  groupOf(table: StoredTable, row: StoredRow): string | null {
    const record = idOf(table, row);
    return this.chosen.has(record) ? this.groups.of(record) : null;
  }

  isNeeded({ name, key }: StoredTable, row: StoredRow): boolean {
    return this.needed.get(name)?.has(row[key[0] ?? '']) ?? false;
  }

  /** @returns the name of one that the copy has not */
  async begin(table: StoredTable, name: string, names: readonly string[]): Promise<string | null> {
    const [id = ''] = table.key;
    const columns = [...new Set([...this.columnsOf(table), name])];
    const found: StoredRow[] = [];
    for (const column of [id, name]) {
      const where = { column, values: names };
      found.push(...(await this.findRows(this.sides.copied.queries, table.name, columns, where)));
    }
    this.choose(table, found);
    return names.find((each) => !found.some((row) => row[id] === each || row[name] === each)) ?? null;
  }

  async follow(): Promise<void> {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      const { table, rows } = next;
      for (const link of this.links.into(table.name)) await this.followInto(table, rows, link);
      for (const link of this.links.outOf(table.name)) await this.followOut(table, rows, link);
    }
    await this.followNeeds();
  }

  /** What points to these rows hangs on them. */
  private async followInto(table: StoredTable, rows: readonly StoredRow[], link: Link): Promise<void> {
    const from = this.byName.get(link.from);
    if (!from) return;
    const values = distinct(rows.map((row) => row[link.to]));
    for (const side of this.bothSides()) {
      const found = await this.find(side, from, link.column, values);
      if (table.name !== this.links.root) this.joinAll(table, rows, link, from, found);
      this.choose(from, found);
    }
  }

  /** What these rows point to is as whole as they are, or merely needed. */
  private async followOut(table: StoredTable, rows: readonly StoredRow[], link: Link): Promise<void> {
    const target = this.byName.get(link.table);
    const values = distinct(rows.map((row) => row[link.column])).filter((value) => value !== null);
    if (!target || values.length === 0) return;
    if (!this.links.hanging.has(target.name)) return this.need(target, values);
    for (const side of this.bothSides()) {
      const found = await this.find(side, target, link.to, values);
      this.joinAll(target, found, link, table, rows);
      this.choose(target, found);
    }
  }

  private joinAll(
    target: StoredTable,
    targets: readonly StoredRow[],
    link: Link,
    from: StoredTable,
    rows: readonly StoredRow[],
  ): void {
    const byValue = new Map(targets.map((row) => [row[link.to], idOf(target, row)]));
    for (const row of rows) {
      const record = byValue.get(row[link.column]);
      if (record !== undefined) this.groups.join(record, idOf(from, row));
    }
  }

  private choose(table: StoredTable, rows: readonly StoredRow[]): void {
    // Of both sides: a record may point elsewhere here than it did in the copy.
    const fresh = rows.filter((row) => !this.seen.has(this.lineOf(table, row)));
    if (fresh.length === 0) return;
    for (const row of fresh) {
      this.seen.add(this.lineOf(table, row));
      const record = idOf(table, row);
      this.chosen.add(record);
      this.groups.add(record);
    }
    this.waiting.push({ table, rows: fresh });
  }

  private readonly seen = new Set<string>();

  private lineOf(table: StoredTable, row: StoredRow): string {
    return `${table.name} ${keyText(this.columnsOf(table), row)}`;
  }

  private need({ name }: StoredTable, values: readonly unknown[]): void {
    const known = this.needed.get(name) ?? new Set();
    this.needed.set(name, known);
    for (const value of values) known.add(value);
  }

  /** What is needed needs others in turn: an office its geo. */
  private async followNeeds(): Promise<void> {
    const followed = new Map<string, Set<unknown>>();
    for (let isNew = true; isNew;) {
      isNew = false;
      for (const [name, values] of [...this.needed]) {
        const table = this.byName.get(name);
        const done = followed.get(name) ?? new Set();
        const fresh = [...values].filter((value) => !done.has(value));
        if (!table || fresh.length === 0) continue;
        followed.set(name, new Set(values));
        isNew = true;
        const rows = await this.find(this.sides.copied, table, table.key[0] ?? '', fresh);
        for (const link of this.links.outOf(name)) {
          const target = this.byName.get(link.table);
          const needed = distinct(rows.map((row) => row[link.column])).filter((value) => value !== null);
          if (target && !this.links.hanging.has(target.name)) this.need(target, needed);
        }
      }
    }
  }

  private bothSides(): readonly Side[] {
    return [this.sides.copied, this.sides.here];
  }

  private find(side: Side, table: StoredTable, column: string, values: readonly unknown[]) {
    return this.findRows(side.queries, table.name, this.columnsOf(table), { column, values });
  }

  /** Those by which records are told apart and joined. */
  private columnsOf(table: StoredTable): readonly string[] {
    const links = this.links.outOf(table.name).map(({ column }) => column);
    return [...new Set([...table.key, ...links])];
  }
}

function idOf(table: StoredTable, row: StoredRow): string {
  return `${table.name} ${keyText(table.key, row)}`;
}

function distinct(values: readonly unknown[]): readonly unknown[] {
  return [...new Set(values)];
}
