/**
 * On which day something may be posted, so that the books hold on every day of the past and not only today. Amounts are
 * checked against what is left now; a posting dated before a reversal would count in days on which what was reversed later
 * still counted, and the invoice or the payment would be below zero there. Ageing as of such a day would be wrong.
 */
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

export interface AllocationDays {
  readonly issueDate: LocalDate;
  readonly receivedOn: LocalDate;
  /** the latest reversal on the invoice or of the payment, null when there is none */
  readonly lastReversedOn: LocalDate | null;
}

/** Refuses `date-before-invoice`, `date-before-payment`, `date-before-reversal`, each with the day that `date` lies before. */
export function mayAllocateOn(date: LocalDate, days: AllocationDays): Result<true, Refusal> {
  return notBefore(date, [
    ['date-before-invoice', 'issueDate', days.issueDate],
    ['date-before-payment', 'receivedOn', days.receivedOn],
    ['date-before-reversal', 'reversedOn', days.lastReversedOn],
  ]);
}

export interface CreditDays {
  readonly issueDate: LocalDate;
  /** the latest reversal on the invoice, null when there is none */
  readonly lastReversedOn: LocalDate | null;
}

/** Refuses `date-before-invoice`, `date-before-reversal`. */
export function mayCreditOn(date: LocalDate, days: CreditDays): Result<true, Refusal> {
  return notBefore(date, [
    ['date-before-invoice', 'issueDate', days.issueDate],
    ['date-before-reversal', 'reversedOn', days.lastReversedOn],
  ]);
}

/** Refuses `date-before-allocation`. */
export function mayReverseOn(date: LocalDate, allocatedOn: LocalDate): Result<true, Refusal> {
  return notBefore(date, [['date-before-allocation', 'allocatedOn', allocatedOn]]);
}

export interface PaymentReversalDays {
  readonly receivedOn: LocalDate;
  /** the latest allocation that still stands, null when there is none */
  readonly lastAllocatedOn: LocalDate | null;
  /** the latest day on which an allocation of the payment was taken back, null when there is none */
  readonly lastReversedOn: LocalDate | null;
}

/** Refuses `date-before-payment`, `date-before-allocation`, `date-before-reversal`. */
export function mayReversePaymentOn(date: LocalDate, days: PaymentReversalDays): Result<true, Refusal> {
  return notBefore(date, [
    ['date-before-payment', 'receivedOn', days.receivedOn],
    ['date-before-allocation', 'allocatedOn', days.lastAllocatedOn],
    ['date-before-reversal', 'reversedOn', days.lastReversedOn],
  ]);
}

export interface VoidDays {
  readonly issueDate: LocalDate;
  /** the latest allocation or reversal on the invoice, null when there is none */
  readonly lastPostedOn: LocalDate | null;
}

/** Refuses `date-before-invoice`, `date-before-posting`. */
export function mayVoidOn(date: LocalDate, days: VoidDays): Result<true, Refusal> {
  return notBefore(date, [
    ['date-before-invoice', 'issueDate', days.issueDate],
    ['date-before-posting', 'postedOn', days.lastPostedOn],
  ]);
}

function notBefore(
  date: LocalDate,
  bounds: readonly (readonly [code: string, fact: string, earliest: LocalDate | null])[],
): Result<true, Refusal> {
  for (const [code, fact, earliest] of bounds) {
    if (earliest !== null && date < earliest) return err({ code, date, [fact]: earliest });
  }
  return ok(true);
}
