import { isStorable, money } from '../../../src/values/money.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { isOpen, type InvoiceStatus } from './invoice-status.js';

export type ClaimStatus = 'waiting' | 'confirmed' | 'rejected';

/** What is said to be paid. Minor units of `currency`. */
interface SaidToBePaid {
  readonly representativeId: string;
  readonly currency: CurrencyCode;
  readonly amount: bigint;
  readonly paidOn: LocalDate;
}

interface InvoiceSaidToBePaid {
  readonly number: string | null;
  readonly representativeId: string;
  readonly status: InvoiceStatus;
  readonly currency: CurrencyCode;
}

/**
 * Refuses `amount-not-positive`, `amount-too-large`, `date-in-future`, and of the invoice that is named `unknown-invoice`, for a draft
 * and for another's alike, `invoice-not-open`, `currency-mismatch`.
 */
export function mayClaim(
  said: SaidToBePaid,
  invoice: InvoiceSaidToBePaid | null,
  today: LocalDate,
): Result<true, Refusal> {
  if (said.amount <= 0n) return err({ code: 'amount-not-positive' });
  if (!isStorable(money(said.amount, said.currency))) return err({ code: 'amount-too-large' });
  if (said.paidOn > today) return err({ code: 'date-in-future', date: said.paidOn, today });
  if (invoice === null) return ok(true);
  const { number, status, currency } = invoice;
  if (invoice.representativeId !== said.representativeId || status === 'draft')
    return err({ code: 'unknown-invoice' });
  if (!isOpen(status)) return err({ code: 'invoice-not-open', number, status });
  return currency === said.currency
    ? ok(true)
    : err({ code: 'currency-mismatch', number, currency, paid: said.currency });
}

/** A claim is decided once. Refuses `claim-confirmed-already`, `claim-rejected-already`. */
export function mayDecide(status: ClaimStatus): Result<true, Refusal> {
  return status === 'waiting' ? ok(true) : err({ code: `claim-${status}-already` });
}
