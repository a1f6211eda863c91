import { defineService } from '../../../src/kernel/contributions.js';
import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import type { LocalDate } from '../../../src/values/local-date.js';

/**
 * What records that leave the ledger go on to say in every figure. What writes is called in the transaction that takes the records out
 * or puts them back, while nobody else posts and no representative moves.
 */
export interface ArchivedTotals {
  /** Before they go. An invoice and whatever is allocated to it are named in the same transaction. */
  keep(
    tx: Transaction,
    year: number,
    records: { readonly invoiceIds: readonly string[]; readonly paymentIds: readonly string[] },
  ): Promise<void>;
  /** Once they are gone: from now on what was kept counts in their place. */
  count(tx: Transaction, year: number): Promise<void>;
  /** Once they are back. */
  forget(tx: Transaction, year: number): Promise<void>;
  /** Whether anything that was moved with a year is of these business days, both included. */
  isOf(
    queries: QueryHandle,
    year: number,
    days: { readonly from: LocalDate; readonly to: LocalDate },
  ): Promise<boolean>;
}

export const archivedTotals = defineService<ArchivedTotals>('analytics.archived-totals');
