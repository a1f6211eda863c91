// Books in memory, kept by the rules alone: what a use case does with rows, this does with objects. Every posting is also
// written to a journal, from which a second computation can be made that knows no rule.
import { addDays, type LocalDate, type LocalMonth } from '../../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import type { AgeingInvoice } from '../../domain/ageing.js';
import {
  allocateByHand,
  allocateOldestFirst,
  reversalOf,
  type InvoiceToSettle,
  type PaymentToAllocate,
  type Share,
} from '../../domain/allocation.js';
import { mayCredit } from '../../domain/credit-note.js';
import { mayVoid, outstandingOf, statusOf, type InvoiceStatus } from '../../domain/invoice-status.js';
import { mayRecord } from '../../domain/payment.js';
import { lastClosedOf, mayClose, mayPost, mayReopen } from '../../domain/period.js';
import {
  mayAllocateOn,
  mayCreditOn,
  mayReverseOn,
  mayReversePaymentOn,
  mayVoidOn,
} from '../../domain/posting-order.js';

export interface BookedInvoice {
  readonly id: string;
  readonly number: string;
  readonly representativeId: string;
  readonly currency: string;
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate;
  readonly total: bigint;
  allocated: bigint;
  credited: bigint;
  voidedOn: LocalDate | null;
}

export interface BookedPayment {
  readonly id: string;
  readonly representativeId: string;
  readonly currency: string;
  readonly receivedOn: LocalDate;
  readonly amount: bigint;
  unallocated: bigint;
  reversedOn: LocalDate | null;
}

export interface BookedAllocation {
  readonly id: string;
  readonly paymentId: string;
  readonly invoiceId: string;
  readonly date: LocalDate;
  readonly amount: bigint;
  readonly reversesId: string | null;
}

export interface BookedCredit {
  readonly invoiceId: string;
  readonly date: LocalDate;
  readonly amount: bigint;
}

export interface Posting {
  readonly on: LocalDate;
  readonly kind: 'issue' | 'void' | 'payment' | 'payment-reversal' | 'allocation' | 'reversal' | 'credit';
  readonly invoiceId: string | null;
  /** what it does to the invoice's open amount; for a payment and its reversal, the amount */
  readonly change: bigint;
}

type Outcome = Result<unknown, Refusal>;

export class Ledger {
  readonly invoices: BookedInvoice[] = [];
  readonly payments: BookedPayment[] = [];
  readonly allocations: BookedAllocation[] = [];
  readonly credits: BookedCredit[] = [];
  readonly journal: Posting[] = [];
  readonly closed = new Set<LocalMonth>();

  constructor(public today: LocalDate) {}

  statusOf(invoice: BookedInvoice): InvoiceStatus {
    return invoice.voidedOn === null ? statusOf(invoice) : 'void';
  }

  outstandingOf(invoice: BookedInvoice): bigint {
    return invoice.voidedOn === null ? outstandingOf(invoice) : 0n;
  }

  issue(told: {
    representative: string;
    currency: string;
    total: bigint;
    on: LocalDate;
    termDays: number;
  }): Outcome {
    const may = mayPost([told.on], this.closed);
    if (!may.ok) return may;
    const id = `invoice ${this.invoices.length + 1}`;
    this.invoices.push({
      id,
      number: String(this.invoices.length + 1).padStart(5, '0'),
      representativeId: told.representative,
      currency: told.currency,
      issueDate: told.on,
      dueDate: addDays(told.on, told.termDays),
      total: told.total,
      allocated: 0n,
      credited: 0n,
      voidedOn: null,
    });
    this.post(told.on, 'issue', id, told.total);
    return may;
  }

  receive(told: { representative: string; currency: string; amount: bigint; on: LocalDate }): Outcome {
    for (const may of [mayRecord(told.amount, 'bank'), mayPost([told.on], this.closed)])
      if (!may.ok) return may;
    const id = `payment ${this.payments.length + 1}`;
    const { representative: representativeId, currency, amount, on: receivedOn } = told;
    const left = { unallocated: amount, reversedOn: null };
    this.payments.push({ id, representativeId, currency, receivedOn, amount, ...left });
    this.post(receivedOn, 'payment', null, amount);
    return { ok: true, value: id };
  }

  allocateOldest(payment: BookedPayment, on: LocalDate): Outcome {
    const may = mayPost([on], this.closed);
    if (!may.ok) return may;
    const inTime = this.invoices.filter((invoice) => this.mayAllocate(payment, invoice, on).ok);
    this.put(
      payment,
      allocateOldestFirst(
        payment,
        inTime.map((invoice) => this.toSettle(invoice)),
      ),
      on,
    );
    return may;
  }

  allocate(payment: BookedPayment, shares: readonly Share[], on: LocalDate): Outcome {
    const may = mayPost([on], this.closed);
    if (!may.ok) return may;
    const chosen = allocateByHand(
      payment,
      this.invoices.map((invoice) => this.toSettle(invoice)),
      shares,
    );
    if (!chosen.ok) return chosen;
    for (const { invoiceId } of shares) {
      const day = this.mayAllocate(payment, this.invoice(invoiceId), on);
      if (!day.ok) return day;
    }
    this.put(payment, chosen.value, on);
    return chosen;
  }

  unallocate(allocation: BookedAllocation, on: LocalDate): Outcome {
    const reversed = this.allocations.some((other) => other.reversesId === allocation.id);
    const amount = reversalOf(allocation, reversed);
    for (const may of [amount, mayPost([on], this.closed), mayReverseOn(on, allocation.date)])
      if (!may.ok) return may;
    if (!amount.ok) return amount;
    const payment = this.payment(allocation.paymentId);
    this.book(payment, { invoiceId: allocation.invoiceId, amount: amount.value }, on, allocation.id);
    return amount;
  }

  reversePayment(payment: BookedPayment, on: LocalDate): Outcome {
    if (payment.reversedOn !== null) return { ok: false, error: { code: 'payment-reversed-already' } };
    const undone = new Set(this.allocations.map((row) => row.reversesId));
    const own = this.allocations.filter((row) => row.paymentId === payment.id);
    const standing = own.filter((row) => row.reversesId === null && !undone.has(row.id));
    const may = mayReversePaymentOn(on, {
      receivedOn: payment.receivedOn,
      lastAllocatedOn: lastOf(standing),
      lastReversedOn: this.lastReversal((row) => row.paymentId === payment.id),
    });
    for (const each of [may, mayPost([on], this.closed)]) if (!each.ok) return each;
    for (const { id, invoiceId, amount } of standing)
      this.book(payment, { invoiceId, amount: -amount }, on, id);
    payment.unallocated = 0n;
    payment.reversedOn = on;
    this.post(on, 'payment-reversal', null, payment.amount);
    return may;
  }

  credit(invoice: BookedInvoice, amount: bigint, on: LocalDate): Outcome {
    const { issueDate } = invoice;
    const days = { issueDate, lastReversedOn: this.lastReversal((row) => row.invoiceId === invoice.id) };
    const may = mayCredit(this.toSettle(invoice), amount);
    for (const each of [may, mayPost([on], this.closed), mayCreditOn(on, days)]) if (!each.ok) return each;
    invoice.credited += amount;
    this.credits.push({ invoiceId: invoice.id, date: on, amount });
    this.post(on, 'credit', invoice.id, -amount);
    return may;
  }

  declareVoid(invoice: BookedInvoice, on: LocalDate): Outcome {
    const posted = this.allocations.filter((row) => row.invoiceId === invoice.id).map((row) => row.date);
    const days = { issueDate: invoice.issueDate, lastPostedOn: posted.sort().at(-1) ?? null };
    const may = mayVoid(this.statusOf(invoice), invoice);
    for (const each of [may, mayPost([on], this.closed), mayVoidOn(on, days)]) if (!each.ok) return each;
    invoice.voidedOn = on;
    this.post(on, 'void', invoice.id, -invoice.total);
    return may;
  }

  close(month: LocalMonth): Outcome {
    const may = mayClose(month, lastClosedOf(this.closed), this.today);
    if (may.ok) this.closed.add(month);
    return may;
  }

  reopen(month: LocalMonth): Outcome {
    const may = mayReopen(month, lastClosedOf(this.closed));
    if (may.ok) this.closed.delete(month);
    return may;
  }

  /** The invoices as the ageing wants them. */
  histories(): readonly (AgeingInvoice & BookedInvoice)[] {
    return this.invoices.map((invoice) => ({
      ...invoice,
      settlements: [...this.allocations, ...this.credits]
        .filter((row) => row.invoiceId === invoice.id)
        .map(({ date, amount }) => ({ on: date, amount })),
    }));
  }

  payment(id: string): BookedPayment {
    return known(this.payments.find((payment) => payment.id === id));
  }

  invoice(id: string): BookedInvoice {
    return known(this.invoices.find((invoice) => invoice.id === id));
  }

  private toSettle(invoice: BookedInvoice): InvoiceToSettle {
    return { ...invoice, status: this.statusOf(invoice), outstanding: this.outstandingOf(invoice) };
  }

  private mayAllocate(payment: BookedPayment, invoice: BookedInvoice, on: LocalDate): Outcome {
    const touched = (row: BookedAllocation) => row.invoiceId === invoice.id || row.paymentId === payment.id;
    const { issueDate } = invoice;
    const { receivedOn } = payment;
    return mayAllocateOn(on, { issueDate, receivedOn, lastReversedOn: this.lastReversal(touched) });
  }

  private lastReversal(touched: (row: BookedAllocation) => boolean): LocalDate | null {
    return lastOf(this.allocations.filter((row) => row.reversesId !== null && touched(row)));
  }

  private put(payment: BookedPayment, shares: readonly Share[], on: LocalDate): void {
    for (const share of shares) this.book(payment, share, on, null);
  }

  private book(
    payment: PaymentToAllocate & BookedPayment,
    share: Share,
    on: LocalDate,
    reversesId: string | null,
  ) {
    const { invoiceId, amount } = share;
    const id = `allocation ${this.allocations.length + 1}`;
    this.allocations.push({ id, paymentId: payment.id, invoiceId, date: on, amount, reversesId });
    this.invoice(invoiceId).allocated += amount;
    payment.unallocated -= amount;
    this.post(on, reversesId === null ? 'allocation' : 'reversal', invoiceId, -amount);
  }

  private post(on: LocalDate, kind: Posting['kind'], invoiceId: string | null, change: bigint): void {
    this.journal.push({ on, kind, invoiceId, change });
  }
}

function lastOf(rows: readonly BookedAllocation[]): LocalDate | null {
  return (
    rows
      .map((row) => row.date)
      .sort()
      .at(-1) ?? null
  );
}

function known<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('a test names something that is not in its books');
  return thing;
}
