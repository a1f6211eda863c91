import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Organisation, Transaction } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { paymentUnallocated } from '../contract/events.js';
import { reversalOf } from '../domain/allocation.js';
import { mayReverseOn } from '../domain/posting-order.js';
import { mayActFor } from './access.js';
import type { Allocations, Invoices, Payments, Periods, Representatives } from './ledger.js';
import { businessDay, checkPosting, lastPostingOn } from './posting.js';
import type { AllocationRecord } from './records.js';
import { settled } from './settle.js';
import { auditSettlement } from './audit-settlement.js';
import { asFacts } from '../../../src/values/audit-facts.js';

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

export interface OwnedAllocation {
  readonly allocation: AllocationRecord;
  readonly representativeId: string;
}

/**
 * Undoes allocations, all or none, each by a row of today that takes it back; the row itself stays. Refuses `unknown-allocation`,
 * `allocation-is-reversal`, `already-reversed`, `date-before-allocation`, `period-closed`.
 */
export function makeUnallocate(needs: Needs) {
  const { database, clock, organisation, payments, allocations } = needs;
  const takeBack = makeTakeBackInside(needs);

  return async (
    actor: Actor,
    { allocationIds }: { readonly allocationIds: readonly string[] },
  ): Promise<Result<{ readonly reversalIds: readonly string[] }, Refusal>> => {
    const today = await businessDay(clock, organisation);
    const found: OwnedAllocation[] = [];
    for (const id of allocationIds) {
      const allocation = await allocations.find(database.queries, id);
      const payment = allocation && (await payments.find(database.queries, allocation.paymentId));
      if (!allocation || !payment) return err({ code: 'unknown-allocation' });
      found.push({ allocation, representativeId: payment.representativeId });
    }
    // In one order for everybody: two who take back at once wait for each other, and neither for ever.
    found.sort((one, other) => (one.representativeId < other.representativeId ? -1 : 1));
    return database.transaction(async (tx) => {
      const reversalIds: string[] = [];
      for (const each of found) {
        const reversed = await takeBack(tx, actor, each, { on: today, today });
        if (!reversed.ok) return reversed;
        reversalIds.push(reversed.value);
      }
      return ok({ reversalIds });
    });
  };
}

/** One of them, within a transaction that is open already, by a row of the day `on`. */
export function makeTakeBackInside(needs: NeedsInside) {
  const { clock, representatives, invoices, payments, allocations, periods } = needs;

  return async (
    tx: Transaction,
    actor: Actor,
    { allocation, representativeId }: OwnedAllocation,
    { on, today }: { readonly on: LocalDate; readonly today: LocalDate },
  ): Promise<Result<string, Refusal>> => {
    const at = clock.now();
    const representative = await representatives.lock(tx.queries, representativeId);
    if (!mayActFor(actor, representative)) return err({ code: 'unknown-allocation' });
    const [invoice] = await invoices.lock(tx.queries, [allocation.invoiceId]);
    const payment = await payments.lock(tx.queries, allocation.paymentId);
    if (!invoice || !payment) return err({ code: 'unknown-allocation' });
    const reversed = (await allocations.reversalOf(tx.queries, allocation.id)) !== null;
    const amount = reversalOf(allocation, reversed);
    if (!amount.ok) return amount;
    const inOrder = mayReverseOn(on, allocation.date);
    if (!inOrder.ok) return inOrder;
    const posting = await checkPosting(tx, periods, { dates: [on], today });
    if (!posting.ok) return posting;

    const reversal: AllocationRecord = {
      ...allocation,
      id: newId(),
      amount: amount.value,
      date: on,
      reversesId: allocation.id,
    };
    const unallocated = payment.unallocated - reversal.amount;
    const lastPostedOn = await lastPostingOn(tx, allocations, invoice.id);
    const settlement = settled(invoice, { allocated: reversal.amount }, { on, lastPostedOn });
    await allocations.insert(tx.queries, [reversal], at);
    await invoices.saveSettlement(tx.queries, settlement, at);
    await auditSettlement(tx, actor, invoice, settlement);
    await payments.saveUnallocated(tx.queries, { id: payment.id, unallocated }, at);
    await tx.audit({
      actor,
      action: 'billing.free-payment',
      entity: 'Payment',
      entityId: payment.id,
      before: asFacts({ unallocated: payment.unallocated }),
      after: asFacts({ unallocated }),
    });
    await tx.audit({
      actor,
      action: 'billing.unallocate',
      entity: 'Allocation',
      entityId: allocation.id,
      before: asFacts({
        invoice: { outstanding: invoice.outstanding },
        payment: { unallocated: payment.unallocated },
      }),
      after: asFacts({ reversal, invoice: settlement, payment: { unallocated } }),
    });
    await tx.emit(paymentUnallocated, {
      allocationId: allocation.id,
      reversalId: reversal.id,
      paymentId: payment.id,
      invoiceId: invoice.id,
      currency: allocation.currency,
      amount: String(allocation.amount),
      date: on,
    });
    return ok(reversal.id);
  };
}
