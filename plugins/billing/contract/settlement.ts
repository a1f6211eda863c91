import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/** An invoice that leaves something to pay: issued or partly paid. Minor units of `currency`. */
export interface OpenInvoiceView {
  readonly id: string;
  readonly number: string;
  readonly representativeId: string;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly currency: CurrencyCode;
  readonly outstanding: bigint;
  readonly disputed: boolean;
}

/** A recorded payment that was not reversed. */
export interface RecordedPaymentView {
  readonly id: string;
  readonly representativeId: string;
  readonly receivedOn: LocalDate;
  readonly currency: CurrencyCode;
  readonly amount: bigint;
  readonly unallocated: bigint;
  readonly method: string;
  readonly reference: string | null;
}

export interface PayerView {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly active: boolean;
}

/** Narrows what is read; every part given must hold. Empty lists find nothing. */
export interface InvoicesAsked {
  readonly ids?: readonly string[];
  /** numbers without anything but letters and digits, in capitals */
  readonly numbers?: readonly string[];
  readonly representativeIds?: readonly string[];
  readonly currency?: CurrencyCode;
  /** what is outstanding, exactly */
  readonly outstanding?: bigint;
  readonly limit?: number;
}

export interface ShareOfPayment {
  readonly invoiceId: string;
  /** minor units, above 0 */
  readonly amount: bigint;
}

export interface MoneyToSettle {
  readonly representativeId: string;
  readonly currency: CurrencyCode;
  /** minor units, above 0 */
  readonly amount: bigint;
  readonly receivedOn: LocalDate;
  readonly method: 'bank' | 'card';
  readonly reference: string | null;
  readonly note: string | null;
  /** what of it is put against invoices at once; the rest stays unallocated */
  readonly shares: readonly ShareOfPayment[];
  readonly today: LocalDate;
}

export interface MadeAllocation extends ShareOfPayment {
  readonly allocationId: string;
}

/**
 * Reading and writing what is owed for whoever settles it by other evidence than a person's word: a bank statement. Reads are within
 * the actor's row scope and of what is outstanding now; writes join the caller's transaction, lock in the ledger's one order
 * (representative → invoices → payments, so the caller's own rows first, and of several representatives the lower id first), and refuse
 * as billing's own doors do. `today` is the organisation's day, which the caller reads before it opens the transaction.
 */
export interface Settlement {
  /** Pages of at most `pageSize`, so that a million are read with flat memory: by id, but of many representatives some after the others. */
  openInvoices(
    queries: QueryHandle,
    actor: Actor,
    asked: InvoicesAsked,
    pageSize?: number,
  ): AsyncIterable<readonly OpenInvoiceView[]>;
  /** Received on one of these days, both included. */
  recordedPayments(
    queries: QueryHandle,
    actor: Actor,
    asked: {
      readonly from?: LocalDate;
      readonly to?: LocalDate;
      readonly representativeIds?: readonly string[];
      readonly currency?: CurrencyCode;
      readonly amount?: bigint;
      readonly ids?: readonly string[];
    },
  ): Promise<readonly RecordedPaymentView[]>;
  /** Of payments whose records went to a file with a closed year, that year; others are absent. */
  movedWith(queries: QueryHandle, paymentIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** By name. Every part of what is asked must hold; a term is looked for in name and code. */
  payers(
    queries: QueryHandle,
    actor: Actor,
    asked?: { readonly ids?: readonly string[]; readonly term?: string; readonly limit?: number },
  ): Promise<readonly PayerView[]>;
  /**
   * Records a payment and puts it against invoices. Refuses as recording and allocating by hand do: `representative-not-found`,
   * `over-allocation`, `invoice-not-open`, `currency-mismatch`, `period-closed`, … The day of an allocation is the day that the money
   * came, later when the invoice is or when something was undone on it since.
   */
  settle(
    tx: Transaction,
    actor: Actor,
    money: MoneyToSettle,
  ): Promise<
    Result<{ readonly paymentId: string; readonly allocations: readonly MadeAllocation[] }, Refusal>
  >;
  /**
   * The payment as it is, kept so until the transaction ends: who counts what stands for it counts alone. Refuses `unknown-payment`,
   * `payment-reversed-already`.
   */
  lockPayment(
    tx: Transaction,
    actor: Actor,
    paymentId: string,
  ): Promise<Result<RecordedPaymentView, Refusal>>;
  /** Puts more of a recorded payment against invoices, on the payment's day or later as above. Refuses `payment-reversed` as well. */
  allocate(
    tx: Transaction,
    actor: Actor,
    asked: {
      readonly paymentId: string;
      readonly shares: readonly ShareOfPayment[];
      readonly today: LocalDate;
    },
  ): Promise<Result<readonly MadeAllocation[], Refusal>>;
  /**
   * Reverses these allocations of one payment, today. Those that were reversed meanwhile are left as they are. Refuses
   * `unknown-allocation`, also for one of another payment, `date-before-allocation`, `period-closed`.
   */
  takeBack(
    tx: Transaction,
    actor: Actor,
    asked: {
      readonly paymentId: string;
      readonly allocationIds: readonly string[];
      readonly today: LocalDate;
    },
  ): Promise<Result<true, Refusal>>;
  /**
   * Reverses the whole payment: its live allocations first, then the payment itself. `freed` is what it had paid until then. Refuses
   * `unknown-payment`, `payment-reversed-already`, `date-before-payment`, `date-before-allocation`, `date-before-reversal`,
   * `date-in-future`, `period-closed`.
   */
  reversePayment(
    tx: Transaction,
    actor: Actor,
    asked: {
      readonly paymentId: string;
      /** null: today */
      readonly on: LocalDate | null;
      readonly reason: string;
      readonly today: LocalDate;
    },
  ): Promise<Result<{ readonly reversalId: string; readonly freed: readonly ShareOfPayment[] }, Refusal>>;
}

export const settlement = defineService<Settlement>('billing.settlement');
