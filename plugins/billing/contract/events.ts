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
