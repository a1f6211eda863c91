import type { Difference } from './compare-tables.js';
import type { Count } from './effect.js';
import { isSameRow } from './same-row.js';
import type { Row, Table } from './tables.js';

/** What a restoration does about one difference. */
export type Decision =
  { readonly what: Exclude<Count, 'same' | 'kept'>; readonly row: Row } | { readonly what: 'same' | 'kept' };

/** Null: the row is no part of it. */
export type Decide = (difference: Difference) => Decision | null;

/** Ids of those who own rows: in the house, and in the copy. */
export interface Owners {
  readonly here: ReadonlySet<unknown>;
  readonly copied: ReadonlySet<unknown>;
}

/** The table becomes as in the copy. */
export const asInCopy: Decide = (difference) => {
  switch (difference.kind) {
    case 'same':
      return { what: 'same' };
    case 'removed':
      return { what: 'removed', row: difference.before };
    default:
      return { what: difference.kind, row: difference.row };
  }
};

/** What of a table a house in use keeps: `joined`, `owned` and `columns` of the kernel's `InUse`. */
export type KeptInUse = 'joined' | 'owned' | { readonly columns: readonly string[] };

/** What becomes of rows of a house in use when all of a copy comes back over it. */
export function decideInUse(table: Table, inUse: KeptInUse, owners: Owners): Decide {
  if (inUse === 'joined') return decideJoined;
  if (inUse === 'owned') return decideOwned(table, owners);
  return decideColumns(table, inUse.columns);
}

const decideJoined: Decide = (difference) => {
  if (difference.kind === 'added') return asInCopy(difference);
  return { what: difference.kind === 'same' ? 'same' : 'kept' };
};

function decideOwned({ name, references }: Table, { here, copied }: Owners): Decide {
  const owner = references[0]?.columns[0];
  if (owner === undefined) throw new Error(`Rows of ${name} are kept by their owner, and it points to none.`);
  return (difference) => {
    if (difference.kind === 'added') return here.has(difference.row[owner]) ? null : asInCopy(difference);
    if (difference.kind === 'same') return { what: 'same' };
    // Whoever is not in the copy goes, and so does what is theirs.
    return copied.has(difference.before[owner])
      ? { what: 'kept' }
      : { what: 'removed', row: difference.before };
  };
}

function decideColumns({ columns }: Table, kept: readonly string[]): Decide {
  return (difference) => {
    if (difference.kind !== 'changed') return asInCopy(difference);
    const own = Object.fromEntries(kept.map((column) => [column, difference.before[column]]));
    const row = { ...difference.row, ...own };
    return isSameRow(columns, row, difference.before) ? { what: 'kept' } : { what: 'changed', row };
  };
}

const LONGEST_NAME = 120;

/** @param taken names that rows have, in the house and in the copy: a row that comes under one of the house is numbered past them all */
export function underFreeName(
  decide: Decide,
  column: string,
  taken: { readonly here: ReadonlySet<unknown>; readonly copied: ReadonlySet<unknown> },
): Decide {
  return (difference) => {
    const decision = decide(difference);
    if (decision?.what !== 'added' || !taken.here.has(decision.row[column])) return decision;
    const name = String(decision.row[column]);
    for (let number = 2; ; number += 1) {
      const suffix = ` (${number})`;
      const numbered = `${name.slice(0, LONGEST_NAME - suffix.length)}${suffix}`;
      if (taken.here.has(numbered) || taken.copied.has(numbered)) continue;
      return { ...decision, row: { ...decision.row, [column]: numbered } };
    }
  };
}
