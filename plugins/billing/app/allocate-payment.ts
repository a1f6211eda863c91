import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Organisation, Transaction } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { allocateByHand, allocateOldestFirst, type Share } from '../domain/allocation.js';
import { mayAllocateOn } from '../domain/posting-order.js';
import { mayActFor } from './access.js';
import { asCandidates, writeAllocations } from './allocate.js';
import type { Allocations, Invoices, Payments, Periods, Representatives } from './ledger.js';
import { businessDay, checkPosting } from './posting.js';
import type { InvoiceRecord, PaymentRecord } from './records.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisation: () => Promise<Organisation>;
  readonly representatives: Representatives;
  readonly invoices: Invoices;
  readonly payments: Payments;
  readonly allocations: Allocations;
  readonly periods: Periods;
}

export interface AllocationAsked {
  readonly paymentId: string;
  /** chosen by hand; null: oldest first, as far as the money goes */
  readonly shares: readonly Share[] | null;
  /** the posting's day; null: today */
  readonly date: LocalDate | null;
}

interface Allocated {
  /** minor units of `currency` */
  readonly amount: bigint;
  readonly currency: CurrencyCode;
  readonly allocationIds: readonly string[];
}

/**
 * Refuses `unknown-payment`, `payment-spent`, `no-open-invoices`, `date-before-payment`, `date-before-invoice`, `date-before-reversal`, `date-in-future`,
 * `period-closed`, and by hand what the rule of allocating by hand refuses.
 */
export function makeAllocatePayment(needs: Needs) {
  const { database, clock, organisation, representatives, invoices, payments, allocations, periods } = needs;

  return async (actor: Actor, input: AllocationAsked): Promise<Result<Allocated, Refusal>> => {
    const today = await businessDay(clock, organisation);
    const found = await payments.find(database.queries, input.paymentId);
    if (!found) return err({ code: 'unknown-payment' });

    return database.transaction(async (tx) => {
      const representative = await representatives.lock(tx.queries, found.representativeId);
      if (!mayActFor(actor, representative)) return err({ code: 'unknown-payment' });
      const candidates = input.shares
        ? [...new Set(input.shares.map((share) => share.invoiceId))]
        : await invoices.oldestOpen(tx.queries, { ...found, amount: found.amount });
      const locked = await invoices.lock(tx.queries, candidates);
      const payment = await payments.lock(tx.queries, input.paymentId);
      if (!payment) return err({ code: 'unknown-payment' });
      if (payment.unallocated === 0n) return err({ code: 'payment-spent' });

      const shares = input.shares
        ? allocateByHand(payment, asCandidates(locked), input.shares)
        : ok(allocateOldestFirst(payment, asCandidates(locked)));
      if (!shares.ok) return shares;
      if (shares.value.length === 0) return err({ code: 'no-open-invoices', currency: payment.currency });
      const date = input.date ?? today;
      const inOrder = await checkOrder(tx, allocations, { date, payment, invoices: locked });
      if (!inOrder.ok) return inOrder;
      const posting = await checkPosting(tx, periods, { dates: [date], today });
      if (!posting.ok) return posting;

      const written = await writeAllocations(tx, needs, {
        actor,
        payment,
        locked,
        shares: shares.value,
        dateOf: () => date,
        postedOn: date,
        at: clock.now(),
      });
      return ok({ ...written, currency: payment.currency });
    });
  };
}

async function checkOrder(
  tx: Transaction,
  allocations: Allocations,
  posting: {
    readonly date: LocalDate;
    readonly payment: PaymentRecord;
    readonly invoices: readonly InvoiceRecord[];
  },
): Promise<Result<true, Refusal>> {
  const { date, payment, invoices } = posting;
  const ids = invoices.map(({ id }) => id);
  const reversed = await allocations.reversalDays(tx.queries, ids);
  const freed = await allocations.lastReversalOfPayment(tx.queries, payment.id);
  for (const { id, issueDate } of invoices) {
    const lastReversedOn = latestOf(reversed.get(id) ?? null, freed);
    const days = {
      issueDate: issueDate ?? payment.receivedOn,
      receivedOn: payment.receivedOn,
      lastReversedOn,
    };
    const allowed = mayAllocateOn(date, days);
    if (!allowed.ok) return allowed;
  }
  return ok(true);
}

function latestOf(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
