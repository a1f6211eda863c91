/**
 * What the use cases ask of the storage.
 *
 * Whoever moves money locks rows in this one order, so that two of them never wait for each other in a circle:
 * number series → representative → claims and disputes → invoices by id → payments by id. The representative's row is the gate: what one
 * representative owes and pays is changed by one transaction at a time, and what is read behind the gate is current.
 * SQLite has no row locks and needs none: a writing transaction there is alone.
 */
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { LocalDate, LocalMonth } from '../../../src/values/local-date.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { InvoiceStatus } from '../domain/invoice-status.js';
import type {
  AllocationRecord,
  CreditNoteRecord,
  InvoiceLineRecord,
  InvoiceRecord,
  NumberSeriesRecord,
  PaymentRecord,
  PaymentReversalRecord,
  PeriodRecord,
  ProductRecord,
  RepresentativeRecord,
} from './records.js';

export interface Representatives {
  find(queries: QueryHandle, id: string): Promise<RepresentativeRecord | null>;
  findByCode(queries: QueryHandle, code: string): Promise<RepresentativeRecord | null>;
  lock(queries: QueryHandle, id: string): Promise<RepresentativeRecord | null>;
}

export interface Invoices {
  find(queries: QueryHandle, id: string): Promise<InvoiceRecord | null>;
  lock(queries: QueryHandle, ids: readonly string[]): Promise<readonly InvoiceRecord[]>;
  /** Open ones, the earliest due first, until what they leave to pay covers `amount`. */
  oldestOpen(
    queries: QueryHandle,
    asked: { readonly representativeId: string; readonly currency: CurrencyCode; readonly amount: bigint },
  ): Promise<readonly string[]>;
  linesOf(queries: QueryHandle, invoiceId: string): Promise<readonly InvoiceLineRecord[]>;
  insert(
    queries: QueryHandle,
    invoice: InvoiceRecord,
    lines: readonly InvoiceLineRecord[],
    at: Date,
  ): Promise<void>;
  /** False when somebody else has changed it since `version`. */
  replaceDraft(
    queries: QueryHandle,
    invoice: InvoiceRecord,
    lines: readonly InvoiceLineRecord[],
    at: Date,
  ): Promise<boolean>;
  deleteDraft(queries: QueryHandle, id: string): Promise<void>;
  markIssued(queries: QueryHandle, issued: IssuedInvoice, at: Date): Promise<void>;
  markVoid(
    queries: QueryHandle,
    voided: { readonly id: string; readonly on: LocalDate; readonly reason: string },
    at: Date,
  ): Promise<void>;
  saveSettlement(queries: QueryHandle, settlement: Settlement, at: Date): Promise<void>;
  saveDisputed(
    queries: QueryHandle,
    marked: { readonly id: string; readonly disputed: boolean },
    at: Date,
  ): Promise<void>;
}

export interface IssuedInvoice {
  readonly id: string;
  readonly number: string;
  readonly seriesId: string;
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate;
  readonly status: InvoiceStatus;
  readonly outstanding: bigint;
  readonly settledOn: LocalDate | null;
}

/** How far an invoice is paid and credited. */
export interface Settlement {
  readonly id: string;
  readonly status: InvoiceStatus;
  readonly allocated: bigint;
  readonly credited: bigint;
  readonly outstanding: bigint;
  readonly settledOn: LocalDate | null;
}

export interface NumberSeries {
  lockByCode(queries: QueryHandle, code: string): Promise<NumberSeriesRecord | null>;
  insertIfAbsent(queries: QueryHandle, series: NumberSeriesRecord, at: Date): Promise<void>;
  advance(
    queries: QueryHandle,
    next: { readonly id: string; readonly year: number; readonly nextNumber: bigint },
    at: Date,
  ): Promise<void>;
  /** whether a record that was moved to a file carries the number */
  isMoved(queries: QueryHandle, purpose: NumberSeriesRecord['purpose'], number: string): Promise<boolean>;
}

export interface CreditNotes {
  find(queries: QueryHandle, id: string): Promise<CreditNoteRecord | null>;
  insert(queries: QueryHandle, note: CreditNoteRecord, at: Date): Promise<void>;
}

export interface Payments {
  find(queries: QueryHandle, id: string): Promise<PaymentRecord | null>;
  lock(queries: QueryHandle, id: string): Promise<PaymentRecord | null>;
  insert(queries: QueryHandle, payment: PaymentRecord, at: Date): Promise<void>;
  saveUnallocated(
    queries: QueryHandle,
    left: { readonly id: string; readonly unallocated: bigint },
    at: Date,
  ): Promise<void>;
  /** Leaves nothing of it to allocate. */
  markReversed(
    queries: QueryHandle,
    reversed: { readonly id: string; readonly on: LocalDate },
    at: Date,
  ): Promise<void>;
}

export interface PaymentReversals {
  ofPayment(queries: QueryHandle, paymentId: string): Promise<PaymentReversalRecord | null>;
  insert(queries: QueryHandle, reversal: PaymentReversalRecord, at: Date): Promise<void>;
}

export interface Allocations {
  find(queries: QueryHandle, id: string): Promise<AllocationRecord | null>;
  /** Those of the payment that no row takes back, in the order of their invoices. */
  standing(queries: QueryHandle, paymentId: string): Promise<readonly AllocationRecord[]>;
  reversalOf(queries: QueryHandle, id: string): Promise<AllocationRecord | null>;
  /** The latest day on which an allocation to the invoice was reversed, for those where one was. */
  reversalDays(queries: QueryHandle, invoiceIds: readonly string[]): Promise<ReadonlyMap<string, LocalDate>>;
  lastReversalOfPayment(queries: QueryHandle, paymentId: string): Promise<LocalDate | null>;
  /** The latest day of anything put against the invoices, for those with any: allocations, reversals and credit notes alike. */
  lastPostingDays(
    queries: QueryHandle,
    invoiceIds: readonly string[],
  ): Promise<ReadonlyMap<string, LocalDate>>;
  insert(queries: QueryHandle, allocations: readonly AllocationRecord[], at: Date): Promise<void>;
}

export interface Periods {
  /** Of these months, the ones that are closed. Inside a transaction they stay as they are until it ends. */
  closedAmong(queries: QueryHandle, months: readonly LocalMonth[]): Promise<readonly LocalMonth[]>;
  /** Every month that has a row, `month` among them: waits for postings under way. */
  lockAll(queries: QueryHandle, month: LocalMonth): Promise<readonly PeriodRecord[]>;
  latestClosed(queries: QueryHandle): Promise<LocalMonth | null>;
  close(queries: QueryHandle, month: LocalMonth, by: string | null, at: Date): Promise<void>;
  reopen(queries: QueryHandle, month: LocalMonth): Promise<void>;
  /** Years of which records were moved to a file, ascending. */
  movedYears(queries: QueryHandle): Promise<readonly number[]>;
}

export interface Products {
  find(queries: QueryHandle, ids: readonly string[]): Promise<readonly ProductRecord[]>;
}

export interface InvoiceDocuments {
  find(queries: QueryHandle, invoiceId: string, language: string): Promise<Buffer | null>;
  /** Stores the first print; of two at once the first one stays. */
  insertFirst(
    queries: QueryHandle,
    print: {
      readonly id: string;
      readonly invoiceId: string;
      readonly language: string;
      readonly digest: string;
      readonly bytes: Buffer;
    },
    at: Date,
  ): Promise<void>;
}
