import { defineService } from '../../../src/kernel/contributions.js';
import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/** Tables of the ledger whose rows go to a file with their year: what a row points to stands before it. */
export const MOVED_MODELS = [
  'Invoice',
  'InvoiceLine',
  'InvoiceDocument',
  'CreditNote',
  'InvoiceDispute',
  'Payment',
  'PaymentReversal',
  'Allocation',
  'PaymentClaim',
] as const;
export type MovedModel = (typeof MOVED_MODELS)[number];

/** What tells whether an invoice may go. */
export interface InvoiceHead {
  readonly id: string;
  readonly status: 'draft' | 'issued' | 'partly_paid' | 'paid' | 'void';
  /** minor units */
  readonly outstanding: bigint;
  /** disputed now, or with a dispute that is open */
  readonly disputed: boolean;
  /** the latest day of it and of its credit notes; null: a draft has none */
  readonly lastDay: LocalDate | null;
}

export interface PaymentHead {
  readonly id: string;
  /** minor units */
  readonly unallocated: bigint;
  /** the latest day of it and of its reversal */
  readonly lastDay: LocalDate;
}

/** An allocation, or a claim that names both: they go together or not at all. */
export interface LedgerTie {
  readonly invoiceId: string | null;
  readonly paymentId: string | null;
  readonly day: LocalDate;
  /** a claim that nobody has decided */
  readonly waiting: boolean;
}

/** The ledger of one representative, as far as it tells what may go. */
export interface LedgerHeads {
  readonly invoices: readonly InvoiceHead[];
  readonly payments: readonly PaymentHead[];
  readonly ties: readonly LedgerTie[];
}

export interface LedgerIds {
  readonly invoiceIds: readonly string[];
  readonly paymentIds: readonly string[];
}

/** Of some records, in one currency; minor units. */
export interface LedgerAmount {
  readonly currency: string;
  /** totals of invoices that stand */
  readonly invoiced: bigint;
  /** payments that were not taken back */
  readonly paid: bigint;
}

export type MovedRow = Readonly<Record<string, unknown>>;

/**
 * Takes records of closed years out of the ledger and puts them back. What it takes out stays known by name: a number is not given
 * again, an import knows the row again, and the months of the year do not open.
 */
export interface YearArchive {
  /** ascending */
  movedYears(queries: QueryHandle): Promise<readonly number[]>;
  /** Closed to their December, from the first one of which anything is in the ledger; ascending. */
  closedYears(queries: QueryHandle): Promise<readonly number[]>;
  /** Refuses `year-not-closed` { year, month } unless its December is closed, and `year-moved` { year } when it was moved. */
  mayMove(queries: QueryHandle, year: number): Promise<Result<true, Refusal>>;
  /** Those with a ledger, by id. */
  representatives(queries: QueryHandle): Promise<readonly string[]>;
  heads(queries: QueryHandle, representativeId: string): Promise<LedgerHeads>;
  /** Rows of these records in one table, by its key, as the database has them. */
  rows(queries: QueryHandle, model: MovedModel, ids: LedgerIds): Promise<readonly MovedRow[]>;
  /** How many `rows` gives. */
  count(queries: QueryHandle, model: MovedModel, ids: LedgerIds): Promise<number>;
  /** One a currency, by its code. */
  amounts(queries: QueryHandle, ids: LedgerIds): Promise<readonly LedgerAmount[]>;
  /** Nobody posts until the transaction ends: every representative is held, and the months. */
  hold(tx: Transaction, year: number): Promise<void>;
  /** Remembers their names. Once for each of them, in a transaction that holds the ledger, before `remove`. */
  keepNames(tx: Transaction, year: number, ids: LedgerIds): Promise<void>;
  /** @returns how many rows went */
  remove(tx: Transaction, model: MovedModel, ids: LedgerIds): Promise<number>;
  /** From now on its months stay closed. */
  markMoved(tx: Transaction, year: number, at: Date): Promise<void>;
  /** Refuses `moved-taken` { model, name } when another row has the key or the name by now, `moved-orphan` { model, name } when what it points to is gone. */
  putBack(tx: Transaction, model: MovedModel, rows: readonly MovedRow[]): Promise<Result<true, Refusal>>;
  /** Forgets the names and the year: its rows are back. */
  markReturned(tx: Transaction, year: number): Promise<void>;
}

export const yearArchive = defineService<YearArchive>('billing.year-archive');
