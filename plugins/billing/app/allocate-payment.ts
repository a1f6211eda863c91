import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Organisation } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { allocateByHand, allocateOldestFirst, type Share } from '../domain/allocation.js';
import { mayActFor } from './access.js';
import { asCandidates, writeAllocations } from './allocate.js';
import type { Allocations, Invoices, Payments, Periods, Representatives } from './ledger.js';
import { businessDay, checkPosting } from './posting.js';

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
}

/**
 * Refuses `unknown-payment`, `payment-spent`, `no-open-invoices`, `date-before-payment`, `date-before-invoice`, `date-in-future`,
 * `period-closed`, and by hand what the rule of allocating by hand refuses.
 */
export function makeAllocatePayment(needs: Needs) {
  const { database, clock, organisation, representatives, invoices, payments, periods } = needs;

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
      if (date < payment.receivedOn) {
        return err({ code: 'date-before-payment', date, receivedOn: payment.receivedOn });
      }
      const early = locked.find(({ issueDate }) => issueDate !== null && date < issueDate);
      if (early) return err({ code: 'date-before-invoice', date, issueDate: early.issueDate });
      const posting = await checkPosting(tx, periods, { dates: [date], today });
      if (!posting.ok) return posting;

      const amount = await writeAllocations(tx, needs, {
        actor,
        payment,
        locked,
        shares: shares.value,
        dateOf: () => date,
        postedOn: date,
        at: clock.now(),
      });
      return ok({ amount, currency: payment.currency });
    });
  };
}
