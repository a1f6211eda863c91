import type { StoredRow, StoredTable } from '../../../../src/kernel/copies.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';

/** A database whose rows are compared: the copy in its scratch, or the house's own as it stands in one transaction. */
export interface Side {
  readonly queries: QueryHandle;
  /** in the order of the key; one such reading at a time */
  rows(table: StoredTable): AsyncIterable<readonly StoredRow[]>;
}

export interface Sides {
  readonly copied: Side;
  readonly here: Side;
}

/** Finds rows by the values of one column; their values are those of `columns` alone. */
export type FindRows = (
  queries: QueryHandle,
  table: string,
  columns: readonly string[],
  where: { readonly column: string; readonly values: readonly unknown[] },
) => Promise<readonly StoredRow[]>;

export type CountRows = (side: Pick<Side, 'queries'>, table: Pick<StoredTable, 'name'>) => Promise<number>;
