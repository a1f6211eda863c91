import type { Book } from './book.js';
import type { Share } from './draft.js';

/** Puts an amount against invoices in this order until it is used up. */
export function oldestFirst(book: Book, invoices: readonly number[], amount: bigint): readonly Share[] {
  const shares: Share[] = [];
  let left = amount;
  for (const invoice of invoices) {
    if (left === 0n) break;
    const { outstanding } = book.invoices[invoice]!;
    const part = left < outstanding ? left : outstanding;
    shares.push({ invoice, amount: part });
    left -= part;
  }
  return shares;
}
