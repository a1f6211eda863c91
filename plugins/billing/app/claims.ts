// What is said about money and not yet in the books: claims of payments, disputes of invoices.
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { ClaimStatus } from '../domain/claim.js';
import type { DisputeStatus } from '../domain/dispute.js';
import type { Receipt } from '../domain/receipt.js';

/** Minor units of `currency`. */
export interface ClaimRecord {
  readonly id: string;
  readonly representativeId: string;
  readonly invoiceId: string | null;
  readonly currency: CurrencyCode;
  readonly amount: bigint;
  readonly paidOn: LocalDate;
  readonly note: string | null;
  readonly status: ClaimStatus;
  readonly createdBy: string | null;
  readonly paymentId: string | null;
}

export interface DisputeRecord {
  readonly id: string;
  readonly invoiceId: string;
  readonly representativeId: string;
  readonly reason: string;
  readonly status: DisputeStatus;
  readonly raisedBy: string | null;
}

export interface ClaimDecision {
  readonly id: string;
  readonly status: Exclude<ClaimStatus, 'waiting'>;
  readonly paymentId: string | null;
  readonly reason: string | null;
  readonly decidedBy: string | null;
}

export interface PaymentClaims {
  find(queries: QueryHandle, id: string): Promise<ClaimRecord | null>;
  lock(queries: QueryHandle, id: string): Promise<ClaimRecord | null>;
  insert(
    queries: QueryHandle,
    claim: ClaimRecord,
    receipt: (Receipt & { readonly digest: string }) | null,
    at: Date,
  ): Promise<void>;
  decide(queries: QueryHandle, decision: ClaimDecision, at: Date): Promise<void>;
  receipt(queries: QueryHandle, id: string): Promise<(Receipt & { readonly digest: string }) | null>;
}

export interface InvoiceDisputes {
  find(queries: QueryHandle, id: string): Promise<DisputeRecord | null>;
  lock(queries: QueryHandle, id: string): Promise<DisputeRecord | null>;
  openOf(queries: QueryHandle, invoiceId: string): Promise<number>;
  insert(queries: QueryHandle, dispute: DisputeRecord, at: Date): Promise<void>;
  resolve(
    queries: QueryHandle,
    resolved: { readonly id: string; readonly resolution: string; readonly resolvedBy: string | null },
    at: Date,
  ): Promise<void>;
}
