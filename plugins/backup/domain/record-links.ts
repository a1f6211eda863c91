import type { Table } from './tables.js';

/** One column by which rows of a table point to rows of another. */
export interface Link {
  readonly from: string;
  readonly column: string;
  readonly table: string;
  readonly to: string;
}

/**
 * What points to what: the references that the database knows, and columns named after a table of the same plugin (`invoice_id`), which
 * are references without being declared. A record may then be told from what it merely needs:
 * - `hanging`: tables whose records belong to one of `root`'s, be it over others (an invoice, its lines, a payment, its allocations);
 * - all others are needed by records and belong to nobody (an office, a product).
 */
export class RecordLinks {
  readonly hanging: ReadonlySet<string>;
  private readonly links: readonly Link[];

  constructor(
    tables: readonly Table[],
    readonly root: string,
  ) {
    const kept = tables.filter(({ rule }) => rule?.kept !== 'nowhere');
    this.links = kept.flatMap((table) => linksOf(table, kept));
    const hanging = new Set<string>();
    for (const queue = [root]; queue.length > 0;) {
      const table = queue.pop() ?? '';
      for (const { from } of this.into(table))
        if (!hanging.has(from)) {
          hanging.add(from);
          queue.push(from);
        }
    }
    this.hanging = hanging;
  }

  into(table: string): readonly Link[] {
    return this.links.filter((link) => link.table === table);
  }

  outOf(table: string): readonly Link[] {
    return this.links.filter((link) => link.from === table);
  }
}

function linksOf(table: Table, all: readonly Table[]): readonly Link[] {
  const declared = table.references.flatMap(({ columns, to, table: other }) => {
    const [column, ...more] = columns;
    const [target] = to;
    return column === undefined || target === undefined || more.length > 0
      ? []
      : [{ from: table.name, column, table: other, to: target }];
  });
  const named = all
    .filter((other) => other.plugin === table.plugin && other.key.length === 1)
    .map((other) => ({
      from: table.name,
      column: `${other.name}_id`,
      table: other.name,
      to: other.key[0] ?? '',
    }))
    .filter(
      ({ column }) =>
        table.columns.some(({ name }) => name === column) &&
        !declared.some((reference) => reference.column === column),
    );
  return [...declared, ...named];
}
