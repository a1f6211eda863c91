import { compareDates, type LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { amountFact } from './amount-fact.js';
import { isOpen, type InvoiceStatus } from './invoice-status.js';

/** A payment that has something left to allocate. Minor units of `currency`. */
export interface PaymentToAllocate {
  readonly id: string;
  readonly representativeId: string;
  readonly currency: string;
  readonly unallocated: bigint;
}

export interface InvoiceToSettle {
  readonly id: string;
  readonly number: string;
  readonly representativeId: string;
  readonly currency: string;
  readonly status: InvoiceStatus;
  readonly dueDate: LocalDate;
  readonly outstanding: bigint;
}

export interface Share {
  readonly invoiceId: string;
  readonly amount: bigint;
}

/** Oldest due date first, then the lower number, then id: the same for everybody, whenever it is asked. */
export function byAge(a: InvoiceToSettle, b: InvoiceToSettle): number {
  return compareDates(a.dueDate, b.dueDate) || compareText(a.number, b.number) || compareText(a.id, b.id);
}

/** Puts what is left of a payment against the representative's open invoices of its currency, oldest first. May leave a rest. */
export function allocateOldestFirst(
  payment: PaymentToAllocate,
  invoices: readonly InvoiceToSettle[],
): readonly Share[] {
  const shares: Share[] = [];
  let left = payment.unallocated;
  for (const invoice of invoices.filter((candidate) => refusalOf(payment, candidate) === null).sort(byAge)) {
    if (left === 0n) break;
    const amount = left < invoice.outstanding ? left : invoice.outstanding;
    shares.push({ invoiceId: invoice.id, amount });
    left -= amount;
  }
  return shares;
}

/**
 * Checks shares that somebody chose. Refuses `nothing-to-allocate`, `amount-not-positive`, `invoice-twice`, `unknown-invoice`,
 * `other-representative`, `currency-mismatch`, `invoice-not-open`, `over-allocation`, `payment-overspent`.
 */
export function allocateByHand(
  payment: PaymentToAllocate,
  invoices: readonly InvoiceToSettle[],
  shares: readonly Share[],
): Result<readonly Share[], Refusal> {
  if (shares.length === 0) return err({ code: 'nothing-to-allocate' });
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  const seen = new Set<string>();
  let spent = 0n;
  for (const { invoiceId, amount } of shares) {
    const invoice = byId.get(invoiceId);
    if (!invoice) return err({ code: 'unknown-invoice', invoice: invoiceId });
    if (seen.has(invoiceId)) return err({ code: 'invoice-twice', number: invoice.number });
    seen.add(invoiceId);
    if (amount <= 0n) return err({ code: 'amount-not-positive' });
    const refusal = refusalOf(payment, invoice);
    if (refusal) return err(refusal);
    if (amount > invoice.outstanding) {
      return err({
        code: 'over-allocation',
        number: invoice.number,
        outstanding: amountFact(invoice.outstanding, invoice.currency),
        currency: invoice.currency,
      });
    }
    spent += amount;
  }
  if (spent > payment.unallocated)
    return err({
      code: 'payment-overspent',
      left: amountFact(payment.unallocated, payment.currency),
      currency: payment.currency,
    });
  return ok(shares);
}

/** An allocation as it stands in the books. */
export interface StandingAllocation {
  readonly id: string;
  readonly amount: bigint;
  readonly reversesId: string | null;
}

/**
 * The amount of the row that undoes an allocation: its negative. Refuses `allocation-is-reversal`, and `already-reversed` when a
 * row that names it is there.
 */
export function reversalOf(
  allocation: StandingAllocation,
  alreadyReversed: boolean,
): Result<bigint, Refusal> {
  if (allocation.reversesId !== null) return err({ code: 'allocation-is-reversal' });
  return alreadyReversed ? err({ code: 'already-reversed' }) : ok(-allocation.amount);
}

function refusalOf(payment: PaymentToAllocate, invoice: InvoiceToSettle): Refusal | null {
  const { number } = invoice;
  if (invoice.representativeId !== payment.representativeId) return { code: 'other-representative', number };
  if (invoice.currency !== payment.currency)
    return { code: 'currency-mismatch', number, currency: invoice.currency, paid: payment.currency };
  return isOpen(invoice.status) ? null : { code: 'invoice-not-open', number, status: invoice.status };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
