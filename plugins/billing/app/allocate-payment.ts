import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Organisation, Transaction } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { allocateByHand, allocateOldestFirst, type Share } from '../domain/allocation.js';
import { mayAllocateOn, type AllocationDays } from '../domain/posting-order.js';
import { mayActFor } from './access.js';
import { asCandidates, writeAllocations } from './allocate.js';
import type { Allocations, Invoices, Payments, Periods, Representatives } from './ledger.js';
import { businessDay, checkPosting, latestOf } from './posting.js';
import type { AllocationRecord, InvoiceRecord, PaymentRecord } from './records.js';

interface NeedsInside {
  readonly clock: Clock;
  readonly representatives: Representatives;
  readonly invoices: Invoices;
  readonly payments: Payments;
  readonly allocations: Allocations;
  readonly periods: Periods;
}

interface Needs extends NeedsInside {
  readonly database: Database;
  readonly organisation: () => Promise<Organisation>;
}

export interface AllocationAsked {
  readonly paymentId: string;
  /** chosen by hand; null: oldest first, as far as the money goes */
  readonly shares: readonly Share[] | null;
  /** the posting's day; null: today */
  readonly date: LocalDate | null;
}

interface AllocationInside {
  readonly paymentId: string;
  readonly shares: readonly Share[] | null;
  /** earliest: each part on the first day on which the order of postings allows it */
  readonly date: LocalDate | 'earliest';
}

interface Allocated {
  /** minor units of `currency` */
  readonly amount: bigint;
  readonly currency: CurrencyCode;
  readonly allocationIds: readonly string[];
}

/**
 * Refuses `unknown-payment`, `payment-reversed`, `payment-spent`, `no-open-invoices`, `date-before-payment`, `date-before-invoice`, `date-before-reversal`, `date-in-future`,
 * `period-closed`, and by hand what the rule of allocating by hand refuses.
 */
export function makeAllocatePayment(needs: Needs) {
  const { database, clock, organisation } = needs;
  const allocateInside = makeAllocatePaymentInside(needs);

  return async (actor: Actor, input: AllocationAsked): Promise<Result<Allocated, Refusal>> => {
    const today = await businessDay(clock, organisation);
    return database.transaction(async (tx) => {
      const asked = { ...input, date: input.date ?? today };
      const allocated = await allocateInside(tx, actor, asked, today);
      if (!allocated.ok) return allocated;
      const { currency, allocations } = allocated.value;
      const amount = allocations.reduce((all, row) => all + row.amount, 0n);
      return ok({ amount, currency, allocationIds: allocations.map(({ id }) => id) });
    });
  };
}

/** The same within a transaction that is open already. */
export function makeAllocatePaymentInside(needs: NeedsInside) {
  const { clock, representatives, invoices, payments, periods } = needs;

  return async (
    tx: Transaction,
    actor: Actor,
    input: AllocationInside,
    today: LocalDate,
  ): Promise<
    Result<{ readonly currency: CurrencyCode; readonly allocations: readonly AllocationRecord[] }, Refusal>
  > => {
    const found = await payments.find(tx.queries, input.paymentId);
    if (!found) return err({ code: 'unknown-payment' });
    const representative = await representatives.lock(tx.queries, found.representativeId);
    if (!mayActFor(actor, representative)) return err({ code: 'unknown-payment' });
    const candidates = input.shares
      ? [...new Set(input.shares.map((share) => share.invoiceId))]
      : await invoices.oldestOpen(tx.queries, { ...found, amount: found.amount });
    const locked = await invoices.lock(tx.queries, candidates);
    const payment = await payments.lock(tx.queries, input.paymentId);
    if (!payment) return err({ code: 'unknown-payment' });
    const { reversedOn } = payment;
    if (reversedOn !== null) return err({ code: 'payment-reversed', reversedOn });
    if (payment.unallocated === 0n) return err({ code: 'payment-spent' });

    const shares = input.shares
      ? allocateByHand(payment, asCandidates(locked), input.shares)
      : ok(allocateOldestFirst(payment, asCandidates(locked)));
    if (!shares.ok) return shares;
    if (shares.value.length === 0) return err({ code: 'no-open-invoices', currency: payment.currency });
    const days = await daysOf(tx, needs.allocations, payment, locked);
    const dateOf = ({ id }: Pick<InvoiceRecord, 'id'>): LocalDate =>
      input.date === 'earliest' ? earliestOf(days.get(id)!) : input.date;
    for (const invoice of locked) {
      const inOrder = mayAllocateOn(dateOf(invoice), days.get(invoice.id)!);
      if (!inOrder.ok) return inOrder;
    }
    const posting = await checkPosting(tx, periods, { dates: locked.map(dateOf), today });
    if (!posting.ok) return posting;

    const allocations = await writeAllocations(tx, needs, {
      actor,
      payment,
      locked,
      shares: shares.value,
      dateOf,
      postedOn: input.date === 'earliest' ? latestOf(payment.receivedOn, ...locked.map(dateOf)) : input.date,
      at: clock.now(),
    });
    return ok({ currency: payment.currency, allocations });
  };
}

function earliestOf({ receivedOn, issueDate, lastReversedOn }: AllocationDays): LocalDate {
  return latestOf(receivedOn, issueDate, lastReversedOn);
}

/** What the day of an allocation is measured by, for each of the invoices. */
async function daysOf(
  tx: Transaction,
  allocations: Allocations,
  payment: PaymentRecord,
  invoices: readonly InvoiceRecord[],
): Promise<ReadonlyMap<string, AllocationDays>> {
  const ids = invoices.map(({ id }) => id);
  const reversed = await allocations.reversalDays(tx.queries, ids);
  const freed = await allocations.lastReversalOfPayment(tx.queries, payment.id);
  return new Map(
    invoices.map(({ id, issueDate }) => [
      id,
      {
        receivedOn: payment.receivedOn,
        issueDate: issueDate ?? payment.receivedOn,
        lastReversedOn: laterOf(reversed.get(id) ?? null, freed),
      },
    ]),
  );
}

function laterOf(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  return a === null ? b : latestOf(a, b);
}
