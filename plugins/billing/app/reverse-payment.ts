import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Organisation, Transaction } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { paymentReversed } from '../contract/events.js';
import type { Share } from '../domain/allocation.js';
import { mayReversePaymentOn } from '../domain/posting-order.js';
import { mayActFor } from './access.js';
import { asFacts } from '../../../src/values/audit-facts.js';
import type {
  Allocations,
  Invoices,
  PaymentReversals,
  Payments,
  Periods,
  Representatives,
} from './ledger.js';
import { businessDay, checkPosting } from './posting.js';
import type { AllocationRecord, PaymentRecord, PaymentReversalRecord } from './records.js';
import { makeTakeBackInside } from './unallocate.js';

interface NeedsInside {
  readonly clock: Clock;
  readonly representatives: Representatives;
  readonly invoices: Invoices;
  readonly payments: Payments;
  readonly paymentReversals: PaymentReversals;
  readonly allocations: Allocations;
  readonly periods: Periods;
}

interface Needs extends NeedsInside {
  readonly database: Database;
  readonly organisation: () => Promise<Organisation>;
}

export interface ReversalAsked {
  readonly paymentId: string;
  readonly reason: string;
  /** null: today */
  readonly on: LocalDate | null;
}

interface Reversed {
  readonly reversalId: string;
  /** what it had paid until then */
  readonly freed: readonly Share[];
}

/**
 * Takes a payment back whole: it bounced, was refunded, or was never one. What it had paid is open again from that day on; the
 * payment stays in the books with nothing left to allocate. Refuses `unknown-payment`, `payment-reversed-already`,
 * `date-before-payment`, `date-before-allocation`, `date-before-reversal`, `date-in-future`, `period-closed`.
 */
export function makeReversePayment(needs: Needs) {
  const { database, clock, organisation } = needs;
  const reverseInside = makeReversePaymentInside(needs);

  return async (actor: Actor, asked: ReversalAsked): Promise<Result<Reversed, Refusal>> => {
    const today = await businessDay(clock, organisation);
    return database.transaction((tx) => reverseInside(tx, actor, asked, today));
  };
}

/** The same within a transaction that is open already. */
export function makeReversePaymentInside(needs: NeedsInside) {
  const { clock, representatives, invoices, payments, paymentReversals, allocations, periods } = needs;
  const takeBack = makeTakeBackInside(needs);

  return async (
    tx: Transaction,
    actor: Actor,
    { paymentId, reason, on: asked }: ReversalAsked,
    today: LocalDate,
  ): Promise<Result<Reversed, Refusal>> => {
    const found = await payments.find(tx.queries, paymentId);
    if (!found) return err({ code: 'unknown-payment' });
    const { representativeId } = found;
    const representative = await representatives.lock(tx.queries, representativeId);
    if (!mayActFor(actor, representative)) return err({ code: 'unknown-payment' });
    const standing = await allocations.standing(tx.queries, paymentId);
    await invoices.lock(tx.queries, [...new Set(standing.map(({ invoiceId }) => invoiceId))]);
    const payment = await payments.lock(tx.queries, paymentId);
    if (!payment) return err({ code: 'unknown-payment' });
    const earlier = await paymentReversals.ofPayment(tx.queries, paymentId);
    if (earlier) return err({ code: 'payment-reversed-already', reversedOn: earlier.reversedOn });
    const { currency, amount, receivedOn } = payment;
    const on = asked ?? today;
    const inOrder = mayReversePaymentOn(on, {
      receivedOn,
      lastAllocatedOn: lastDayOf(standing),
      lastReversedOn: await allocations.lastReversalOfPayment(tx.queries, paymentId),
    });
    if (!inOrder.ok) return inOrder;
    const posting = await checkPosting(tx, periods, { dates: [on], today });
    if (!posting.ok) return posting;

    for (const allocation of standing) {
      const taken = await takeBack(tx, actor, { allocation, representativeId }, { on, today });
      if (!taken.ok) return taken;
    }
    const at = clock.now();
    const reversal = { id: newId(), paymentId, representativeId, currency, amount, reversedOn: on, reason };
    await payments.markReversed(tx.queries, { id: paymentId, on }, at);
    await paymentReversals.insert(tx.queries, reversal, at);
    await announce(tx, actor, payment, reversal);
    const freed = standing.map((allocation) => ({
      invoiceId: allocation.invoiceId,
      amount: allocation.amount,
    }));
    return ok({ reversalId: reversal.id, freed });
  };
}

function lastDayOf(standing: readonly AllocationRecord[]): LocalDate | null {
  return standing.reduce<LocalDate | null>(
    (last, { date }) => (last === null || date > last ? date : last),
    null,
  );
}

async function announce(
  tx: Transaction,
  actor: Actor,
  payment: PaymentRecord,
  { id, reversedOn, reason }: PaymentReversalRecord,
): Promise<void> {
  await tx.audit({
    actor,
    action: 'billing.reverse-payment',
    entity: 'Payment',
    entityId: payment.id,
    before: asFacts({ unallocated: payment.unallocated }),
    after: asFacts({ unallocated: 0n, reversedOn, reversalReason: reason }),
  });
  await tx.emit(paymentReversed, {
    reversalId: id,
    paymentId: payment.id,
    representativeId: payment.representativeId,
    currency: payment.currency,
    amount: String(payment.amount),
    reversedOn,
    reason,
  });
}
