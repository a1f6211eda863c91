import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { refuseRow, type RowPlan } from '../../../imports/contract/import-kind.js';
import { movedNames } from '../database/moved-names.js';

/** By what a row of an import is known again. */
export interface RowNames {
  readonly name: string;
  /** of its values */
  readonly digest: string;
}

/** Years by name and by digest of what was moved to a file. */
interface MovedRows {
  readonly names: ReadonlyMap<string, number>;
  readonly digests: ReadonlyMap<string, number>;
}

export async function movedRows(
  queries: QueryHandle,
  kinds: { readonly name: string; readonly row: string },
  rows: readonly RowNames[],
): Promise<MovedRows> {
  const names = await movedNames(
    queries,
    kinds.name,
    rows.map(({ name }) => name),
  );
  if (names.size === 0) return { names, digests: names };
  const digests = rows.map(({ digest }) => digest);
  return { names, digests: await movedNames(queries, kinds.row, digests) };
}

/** Null: the row is none of a moved year. The same values again are nothing new, other ones are refused. */
export function planOfMoved(
  { names, digests }: MovedRows,
  { name, digest }: RowNames,
  field: string,
): RowPlan | null {
  const year = names.get(name);
  if (year === undefined) return null;
  return digests.has(digest) ? { what: 'unchanged' } : refuseRow(field, 'moved-with-year', { year });
}
