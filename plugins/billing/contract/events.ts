import { defineEvent } from '../../../src/kernel/events.js';

/** Amounts are minor units of `currency` in a string; dates are YYYY-MM-DD in the organisation's zone. */
export interface InvoiceIssued {
  readonly invoiceId: string;
  readonly number: string;
  readonly representativeId: string;
  readonly currency: string;
  readonly total: string;
  readonly issueDate: string;
  readonly dueDate: string;
}

export interface InvoiceVoided {
  readonly invoiceId: string;
  readonly number: string;
  readonly representativeId: string;
  readonly voidedOn: string;
  readonly reason: string;
}

export interface CreditNoteIssued {
  readonly creditNoteId: string;
  readonly number: string;
  readonly invoiceId: string;
  readonly representativeId: string;
  readonly currency: string;
  readonly amount: string;
  readonly issueDate: string;
}

export interface PaymentRecorded {
  readonly paymentId: string;
  readonly representativeId: string;
  readonly currency: string;
  readonly amount: string;
  readonly receivedOn: string;
}

export interface PaymentAllocated {
  readonly paymentId: string;
  readonly representativeId: string;
  readonly currency: string;
  readonly allocations: readonly {
    readonly allocationId: string;
    readonly invoiceId: string;
    readonly amount: string;
  }[];
  readonly date: string;
}

export interface PaymentUnallocated {
  readonly allocationId: string;
  readonly reversalId: string;
  readonly paymentId: string;
  readonly invoiceId: string;
  readonly currency: string;
  /** what came free: positive */
  readonly amount: string;
  readonly date: string;
}

export interface PeriodChanged {
  /** YYYY-MM */
  readonly month: string;
}

export const invoiceIssued = defineEvent<InvoiceIssued>(
  'billing.invoice-issued',
  'An invoice got its number and became due.',
);
export const invoiceVoided = defineEvent<InvoiceVoided>(
  'billing.invoice-voided',
  'An issued invoice, neither paid nor credited in any part, was declared void.',
);
export const creditNoteIssued = defineEvent<CreditNoteIssued>(
  'billing.credit-note-issued',
  'A credit note lowered what an invoice leaves to pay.',
);
export const paymentRecorded = defineEvent<PaymentRecorded>(
  'billing.payment-recorded',
  'Money from a representative was recorded.',
);
export const paymentAllocated = defineEvent<PaymentAllocated>(
  'billing.payment-allocated',
  'Parts of a payment were put against invoices.',
);
export const paymentUnallocated = defineEvent<PaymentUnallocated>(
  'billing.payment-unallocated',
  'An allocation was reversed: the invoice is open again and the money free.',
);
export const periodClosed = defineEvent<PeriodChanged>(
  'billing.period-closed',
  'An accounting month was closed: nothing is posted into it any more.',
);
export const periodReopened = defineEvent<PeriodChanged>(
  'billing.period-reopened',
  'A closed accounting month takes postings again.',
);

export interface PaymentReversed {
  readonly reversalId: string;
  readonly paymentId: string;
  readonly representativeId: string;
  readonly currency: string;
  readonly amount: string;
  readonly reversedOn: string;
  readonly reason: string;
}

export const paymentReversed = defineEvent<PaymentReversed>(
  'billing.payment-reversed',
  'A recorded payment was taken back whole: what it had paid is open again.',
);

export interface PaymentClaimed {
  readonly claimId: string;
  readonly representativeId: string;
  /** null: no invoice was named */
  readonly invoiceId: string | null;
  readonly currency: string;
  readonly amount: string;
  readonly paidOn: string;
  readonly hasReceipt: boolean;
}

export interface ClaimDecided {
  readonly claimId: string;
  readonly representativeId: string;
  readonly invoiceId: string | null;
  /** the user who made the claim; null: none did */
  readonly claimedBy: string | null;
  readonly currency: string;
  /** as claimed */
  readonly amount: string;
  readonly status: 'confirmed' | 'rejected';
  /** the payment that it became; null for a rejected one */
  readonly paymentId: string | null;
  /** why it was rejected; null for a confirmed one */
  readonly reason: string | null;
}

export interface InvoiceDisputed {
  readonly disputeId: string;
  readonly invoiceId: string;
  readonly number: string;
  readonly representativeId: string;
  readonly reason: string;
}

export interface DisputeResolved {
  readonly disputeId: string;
  readonly invoiceId: string;
  readonly number: string;
  readonly representativeId: string;
  /** the user who raised it; null: none did */
  readonly raisedBy: string | null;
  readonly resolution: string;
}

export const paymentClaimed = defineEvent<PaymentClaimed>(
  'billing.payment-claimed',
  'A representative said that it has paid: an operator has to look for the money.',
);
export const claimDecided = defineEvent<ClaimDecided>(
  'billing.claim-decided',
  'What a representative said it paid was confirmed by a payment, or rejected.',
);
export const invoiceDisputed = defineEvent<InvoiceDisputed>(
  'billing.invoice-disputed',
  'Something was said against an invoice: until it is resolved, nobody is reminded of it.',
);
export const disputeResolved = defineEvent<DisputeResolved>(
  'billing.dispute-resolved',
  'A dispute of an invoice came to its end.',
);
