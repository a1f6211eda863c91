import type { StoredRow, StoredTable } from '../../../../src/kernel/copies.js';

type Batches = AsyncIterable<readonly StoredRow[]>;

/** The copy's rows as they come back: what was waiting then does not happen for a second time. */
export async function* asTheyComeBack({ rule }: StoredTable, rows: Batches, now: Date): Batches {
  const comesBack = rule?.comesBack;
  if (comesBack === undefined) return yield* rows;
  for await (const batch of rows) yield batch.map((row) => comesBack(row, now)).filter((row) => row !== null);
}

/** Tables of which a copy has rows. */
export function keptTables(tables: readonly StoredTable[]): readonly StoredTable[] {
  return tables.filter(({ rule }) => rule?.kept !== 'nowhere');
}
