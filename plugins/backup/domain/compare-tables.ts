import { compareKeys } from './key-order.js';
import { isSameRow } from './same-row.js';
import type { Row, Table } from './tables.js';

/** One row, seen from the house: what a copy would do to it. */
export type Difference =
  | { readonly kind: 'added'; readonly row: Row }
  | { readonly kind: 'changed' | 'same'; readonly row: Row; readonly before: Row }
  | { readonly kind: 'removed'; readonly before: Row };

type Batches = AsyncIterable<readonly Row[]>;

/**
 * Walks through the copy's rows and the house's side by side, both in the order of the key, in flat memory.
 * @throws when one of them is not in that order: a row would be taken for one that is not there
 */
export async function* compareTables(
  { key, columns }: Pick<Table, 'key' | 'columns'>,
  copied: Batches,
  here: Batches,
): AsyncIterable<Difference> {
  const theirs = inOrder(key, copied);
  const ours = inOrder(key, here);
  try {
    let row = await nextOf(theirs);
    let before = await nextOf(ours);
    while (row !== null || before !== null) {
      const order = row === null ? 1 : before === null ? -1 : compareKeys(key, row, before);
      if (row !== null && order < 0) {
        yield { kind: 'added', row };
        row = await nextOf(theirs);
      } else if (before !== null && order > 0) {
        yield { kind: 'removed', before };
        before = await nextOf(ours);
      } else if (row !== null && before !== null) {
        yield { kind: isSameRow(columns, row, before) ? 'same' : 'changed', row, before };
        row = await nextOf(theirs);
        before = await nextOf(ours);
      }
    }
  } finally {
    await theirs.return?.(undefined);
    await ours.return?.(undefined);
  }
}

async function nextOf(rows: AsyncIterator<Row>): Promise<Row | null> {
  const next = await rows.next();
  return next.done === true ? null : next.value;
}

async function* inOrder(key: readonly string[], batches: Batches): AsyncGenerator<Row, undefined> {
  let last: Row | null = null;
  for await (const batch of batches)
    for (const row of batch) {
      if (last !== null && compareKeys(key, last, row) >= 0)
        throw new Error(`Rows came out of the order of their key (${key.join(', ')}).`);
      last = row;
      yield row;
    }
}
