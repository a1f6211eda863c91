import type { LocalDate } from '../../../src/values/local-date.js';

/** Something that changed what a representative owes: positive raises it (an invoice), negative lowers it (a payment, a credit note). */
export interface AccountEntry {
  readonly on: LocalDate;
  readonly reference: string;
  readonly amount: bigint;
}

export type WithBalance<Entry> = Entry & { readonly balance: bigint };

/** Entries with the balance after each, starting from what was owed before the first. */
export function* runningBalances<Entry extends AccountEntry>(
  opening: bigint,
  entries: Iterable<Entry>,
): Generator<WithBalance<Entry>> {
  let balance = opening;
  for (const entry of entries) {
    balance += entry.amount;
    yield { ...entry, balance };
  }
}
