import type { RowScope } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { Bucket } from '../domain/ageing.js';

export interface AgeingAsked {
  readonly asOf: LocalDate;
  /** the domain's bucketEdges */
  readonly edges: readonly [LocalDate, LocalDate, LocalDate, LocalDate];
  readonly currency: string | null;
  /** over rows that carry a representative_id */
  readonly scope: RowScope;
}

export interface AgeingRow {
  readonly currency: string;
  readonly bucket: Bucket;
  readonly invoices: number;
  readonly amount: bigint;
}

/** What one representative owes and has paid ahead, in one currency. */
export interface CurrencyBalance {
  readonly currency: CurrencyCode;
  /** Σ outstanding of its invoices */
  readonly open: bigint;
  /** Σ unallocated of its payments */
  readonly unallocated: bigint;
}

export type EntryKind = 'invoice' | 'void' | 'credit-note' | 'payment' | 'payment-reversal';

export interface AccountEntry {
  readonly on: LocalDate;
  readonly kind: EntryKind;
  readonly id: string;
  readonly reference: string;
  /** positive: raises what is owed; negative: lowers it */
  readonly amount: bigint;
}

export interface AccountAsked {
  readonly representativeId: string;
  readonly currency: CurrencyCode;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Sums of everything before `from`, and of what raised and lowered the balance from then to `to`. */
export interface AccountTotals {
  readonly opening: bigint;
  readonly debits: bigint;
  readonly credits: bigint;
}

/** Figures over many rows: added up in the database, never by loading them. */
export interface ReceivablesReader {
  ageing(queries: QueryHandle, asked: AgeingAsked): Promise<readonly AgeingRow[]>;
  balances(queries: QueryHandle, representativeId: string): Promise<readonly CurrencyBalance[]>;
  accountTotals(queries: QueryHandle, asked: AccountAsked): Promise<AccountTotals>;
  /** In the order of date, kind and id; a thousand at a time. */
  accountEntries(queries: QueryHandle, asked: AccountAsked): AsyncIterable<readonly AccountEntry[]>;
}
