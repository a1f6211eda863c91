// The words of the decision: what it is given, and what it answers. Amounts are minor units of the currency beside them.
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';

export interface Payer {
  readonly id: string;
  readonly name: string;
  /** names under which it is known to pay, from confirmed links */
  readonly aliases: readonly string[];
  /** accounts from which it is known to pay */
  readonly accounts: readonly string[];
}

export interface OpenInvoice {
  readonly id: string;
  readonly number: string;
  readonly representativeId: string;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly currency: CurrencyCode;
  /** above 0 */
  readonly outstanding: bigint;
}

/** A payment that somebody recorded, not linked to a bank transaction yet. */
export interface RecordedPayment {
  readonly id: string;
  readonly representativeId: string;
  readonly receivedOn: LocalDate;
  readonly currency: CurrencyCode;
  /** what no bank transaction stands for yet */
  readonly amount: bigint;
  readonly reference: string | null;
}

export interface BankMovement {
  readonly id: string;
  /** the account of ours that it is on; transfers between ours are told by it */
  readonly ownAccount: string | null;
  readonly bookedOn: LocalDate;
  /** what is still to settle of it; money in is positive */
  readonly amount: bigint;
  /** whether the bank gives more decimals than the currency has: never linked by itself */
  readonly hasFraction: boolean;
  readonly currency: CurrencyCode;
  readonly counterparty: string | null;
  readonly account: string | null;
  /** everything in which an invoice number may stand: references and text */
  readonly reference: string | null;
  readonly endToEndId: string | null;
}

/** What a person has confirmed: always treat X as Y. */
export interface TreatmentRule {
  readonly id: string;
  readonly matches: 'account' | 'name' | 'text';
  /** normalised as the decision normalises */
  readonly value: string;
  readonly treat:
    | { readonly as: 'write-off'; readonly account: string }
    | { readonly as: 'ignore'; readonly reason: string };
}

/** In their order: an earlier rule's evidence stands above a later one's. */
export const RULES = [
  'recorded-payment',
  'invoice-number',
  'end-to-end-id',
  'known-payer-exact',
  'named-payer-exact',
  'several-invoices',
  'several-payments',
  'bank-charges',
  'over-payment',
  'partial-payment',
  'exact-amount',
  'internal-transfer',
  'reversal',
  'treatment',
] as const;
export type RuleName = (typeof RULES)[number];
export const RULE_MODES = ['link', 'suggest', 'off'] as const;
export type RuleMode = (typeof RULE_MODES)[number];

export interface Policy {
  readonly rules: Readonly<Record<RuleName, RuleMode>>;
  /** days before an invoice's issue on which its payment may be booked */
  readonly daysEarly: number;
  /** days after an invoice's due date on which an exact amount still speaks for it */
  readonly daysLate: number;
  /** days between a recorded payment, or the two sides of a transfer, and the bank's booking */
  readonly daysApart: number;
  /** what bank charges may have taken off: at most this many millionths of the invoice, and at most `chargesUpTo` */
  readonly chargesRate: number;
  /** major units, as plain decimals: "15.00" */
  readonly chargesUpTo: string;
  readonly chargesAccount: string;
  /** 0 to 100: names less alike are not the same */
  readonly nameLikeness: number;
  /** invoices that one payment may settle together, and payments one invoice */
  readonly mostTogether: number;
  /** candidates that a movement is suggested at most */
  readonly mostSuggested: number;
}

export interface ShareOfInvoice {
  readonly invoiceId: string;
  readonly amount: bigint;
}

/** One step of why: a code (a sentence in the locale files, `reconciliation:trace.<code>`) and what it names. Amounts as plain decimals. */
export interface TraceStep {
  readonly code: string;
  /** for the candidate that carries it, or about another that lost to it */
  readonly speaks: 'for' | 'against';
  readonly [fact: string]: string | number | boolean | null;
}

/** What could be done with a movement. Σ allocations + credit ≤ the movement's amount. */
export interface Candidate {
  readonly rule: RuleName;
  readonly representativeId: string | null;
  readonly allocations: readonly ShareOfInvoice[];
  /** the recorded payment that it is */
  readonly paymentId: string | null;
  /** paid beyond what is outstanding: stays as the representative's credit */
  readonly credit: bigint;
  /** what bank charges took off, put against the invoices besides the money that came */
  readonly writeOff: { readonly account: string; readonly shares: readonly ShareOfInvoice[] } | null;
  /** the other side, where money moved between accounts of ours or a payment came back */
  readonly counterMovementId: string | null;
  /** a confirmed treatment: written off whole, or ignored */
  readonly treatment: TreatmentRule['treat'] | null;
  readonly trace: readonly TraceStep[];
}

export interface Link extends Candidate {
  readonly transactionId: string;
}

export interface Suggestion {
  readonly transactionId: string;
  /** best first */
  readonly candidates: readonly Candidate[];
}

/** Why nothing is proposed: a code of `reconciliation:leftovers.<code>`. */
export interface Leftover {
  readonly transactionId: string;
  readonly reason: string;
}

export interface Decision {
  readonly links: readonly Link[];
  readonly suggestions: readonly Suggestion[];
  readonly leftovers: readonly Leftover[];
}

export interface ToDecide {
  readonly policy: Policy;
  readonly payers: readonly Payer[];
  readonly invoices: readonly OpenInvoice[];
  readonly payments: readonly RecordedPayment[];
  readonly movements: readonly BankMovement[];
  readonly treatments: readonly TreatmentRule[];
  /** accounts of ours, normalised: money to or from them is a transfer */
  readonly ownAccounts: readonly string[];
}
