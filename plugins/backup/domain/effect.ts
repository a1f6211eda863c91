/** What a restoration does to one table, in rows. */
export interface TableEffect {
  readonly table: string;
  /** the Prisma model's name */
  readonly model: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly same: number;
  /** rows that differ from the copy's, or are not in it, and stay */
  readonly kept: number;
}

export type Count = Exclude<keyof TableEffect, 'table' | 'model'>;

const NOTHING = { added: 0, changed: 0, removed: 0, same: 0, kept: 0 };

/** Counts of several tables, in the order in which they are first named. */
export class EffectCount {
  private readonly counts = new Map<string, { model: string } & Record<Count, number>>();

  add({ name, model }: { readonly name: string; readonly model: string }, what: Count, rows = 1): void {
    const count = this.counts.get(name) ?? { model, ...NOTHING };
    count[what] += rows;
    this.counts.set(name, count);
  }

  /** tables with at least one row on either side */
  get tables(): readonly TableEffect[] {
    return [...this.counts].map(([table, count]) => ({ table, ...count }));
  }
}

export function totalOf(tables: readonly TableEffect[]): Record<Count, number> {
  const total = { ...NOTHING };
  for (const table of tables) for (const what of Object.keys(total) as Count[]) total[what] += table[what];
  return total;
}
