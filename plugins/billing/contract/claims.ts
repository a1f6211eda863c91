import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/** Larger receipts are refused, in bytes. */
export { RECEIPT_BYTES } from '../domain/receipt.js';

/** "I have paid", as a representative says it. */
export interface PaymentToClaim {
  readonly representativeId: string;
  /** null: not said */
  readonly invoiceId: string | null;
  /** null: the invoice's, else the representative's own */
  readonly currency: CurrencyCode | null;
  /** minor units */
  readonly amount: bigint;
  /** null: today, where the organisation keeps its books */
  readonly paidOn: LocalDate | null;
  readonly note: string | null;
  /** a photograph (JPEG, PNG, WebP) or a PDF, told by what it begins with */
  readonly receipt: { readonly name: string; readonly bytes: Buffer } | null;
  /** the same claim sent again has the same key and is made once; null: it is sent once */
  readonly key: string | null;
}

/** Minor units of `currency`. */
export interface ClaimView {
  readonly id: string;
  readonly representativeId: string;
  readonly representativeName: string;
  readonly invoiceId: string | null;
  readonly invoiceNumber: string | null;
  readonly currency: CurrencyCode;
  readonly amount: bigint;
  readonly paidOn: LocalDate;
  readonly note: string | null;
  readonly status: 'waiting' | 'confirmed' | 'rejected';
  readonly hasReceipt: boolean;
  /** UTC */
  readonly createdAt: Date;
}

export interface DisputeView {
  readonly id: string;
  readonly invoiceId: string;
  readonly invoiceNumber: string | null;
  readonly representativeId: string;
  readonly representativeName: string;
  readonly reason: string;
  readonly status: 'open' | 'resolved';
  /** UTC */
  readonly raisedAt: Date;
}

export interface ReceiptFile {
  readonly fileName: string;
  readonly contentType: 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf';
  /** SHA-256, lower-case hex */
  readonly digest: string;
  readonly bytes: Buffer;
}

/** What came in, where it is not what the claim says. */
export interface ClaimConfirmation {
  readonly claimId: string;
  /** minor units of the claim's currency; null: as claimed */
  readonly amount: bigint | null;
  /** null: the day that the claim says */
  readonly receivedOn: LocalDate | null;
  /** bank, card, cash, cheque, other */
  readonly method: string;
  readonly reference: string | null;
  /** put it at once against the invoice that the claim names, what is left against the oldest open ones */
  readonly allocate: boolean;
}

/** The oldest first, those that come after the record `after`. */
export interface PageAsked {
  readonly after: string | null;
  readonly limit: number;
}

/**
 * What is said about money before it is in the books. Every question and every change looks at the actor's permission (`forbidden`)
 * and row scope; records beyond it are unknown.
 */
export interface Claims {
  /**
   * Refuses `representative-not-found`, `unknown-invoice`, `invoice-not-open`, `currency-mismatch`, `amount-not-positive`,
   * `amount-too-large`, `date-in-future`, `receipt-type-unknown`, `receipt-too-large`.
   */
  claim(actor: Actor, said: PaymentToClaim): Promise<Result<{ readonly claimId: string }, Refusal>>;
  /** Empty for who may not see them. */
  waiting(actor: Actor, page: PageAsked): Promise<readonly ClaimView[]>;
  /** Refuses `unknown-claim`. */
  find(actor: Actor, claimId: string): Promise<Result<ClaimView, Refusal>>;
  /** Refuses `unknown-claim`, `no-receipt`. */
  receipt(actor: Actor, claimId: string): Promise<Result<ReceiptFile, Refusal>>;
  /**
   * The payment is recorded in the transaction that decides the claim. Refuses `unknown-claim`, `claim-confirmed-already`,
   * `claim-rejected-already`, and what recording a payment refuses, `period-closed` among it: the claim waits on.
   */
  confirm(
    actor: Actor,
    confirmation: ClaimConfirmation,
  ): Promise<
    Result<
      {
        readonly paymentId: string;
        readonly currency: CurrencyCode;
        /** minor units */
        readonly amount: bigint;
        readonly allocated: bigint;
      },
      Refusal
    >
  >;
  /** Refuses `unknown-claim`, `claim-confirmed-already`, `claim-rejected-already`. */
  reject(
    actor: Actor,
    rejected: { readonly claimId: string; readonly reason: string },
  ): Promise<Result<true, Refusal>>;
  /** Refuses `unknown-invoice`, `invoice-not-disputable`, `disputed-already`. */
  dispute(
    actor: Actor,
    disputed: { readonly invoiceId: string; readonly reason: string },
  ): Promise<Result<{ readonly disputeId: string; readonly number: string }, Refusal>>;
  /** Empty for who may not see them. */
  openDisputes(actor: Actor, page: PageAsked): Promise<readonly DisputeView[]>;
  /** Refuses `unknown-dispute`, `dispute-resolved-already`. */
  resolve(
    actor: Actor,
    resolved: { readonly disputeId: string; readonly resolution: string },
  ): Promise<Result<{ readonly number: string }, Refusal>>;
}

export const claims = defineService<Claims>('billing.claims');
