import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Organisation, Transaction } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { newId } from '../../../src/values/ids.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { paymentRecorded } from '../contract/events.js';
import { allocateByHand, allocateOldestFirst, type Share } from '../domain/allocation.js';
import { mayRecord } from '../domain/payment.js';
import { mayActFor } from './access.js';
import { asCandidates, writeAllocations } from './allocate.js';
import type { Allocations, Invoices, Payments, Periods, Representatives } from './ledger.js';
import { businessDay, checkPosting, latestOf } from './posting.js';
import type { AllocationRecord, InvoiceRecord, PaymentRecord } from './records.js';
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

interface MoneyTerms {
  readonly representativeId: string;
  /** null: the representative's own */
  readonly currency: CurrencyCode | null;
  /** minor units */
  readonly amount: bigint;
  /** null: today */
  readonly receivedOn: LocalDate | null;
  readonly method: string;
  readonly reference: string | null;
  readonly note: string | null;
}

export interface MoneyReceived extends MoneyTerms {
  /** put it against the oldest open invoices at once */
  readonly allocate: boolean;
}

export interface MoneyToPut extends MoneyTerms {
  /** what of it is put against invoices at once: chosen by hand, the oldest first, or, by an empty list, nothing */
  readonly put: 'oldest-first' | readonly Share[];
}

interface Put {
  readonly paymentId: string;
  readonly currency: CurrencyCode;
  readonly allocations: readonly AllocationRecord[];
}

interface Recorded {
  readonly paymentId: string;
  readonly currency: CurrencyCode;
  /** minor units */
  readonly allocated: bigint;
}

/** Refuses `representative-not-found`, `amount-not-positive`, `unknown-method`, `date-in-future`, `period-closed`. */
export function makeRecordPayment(needs: Needs) {
  const { database, clock, organisation } = needs;
  const recordInside = makeRecordPaymentInside(needs);

  return async (actor: Actor, input: MoneyReceived): Promise<Result<Recorded, Refusal>> => {
    const today = await businessDay(clock, organisation);
    return database.transaction(async (tx) => {
      const money = { ...input, put: input.allocate ? ('oldest-first' as const) : [] };
      const recorded = await recordInside(tx, actor, money, today);
      if (!recorded.ok) return recorded;
      const { paymentId, currency, allocations } = recorded.value;
      const allocated = allocations.reduce((all, { amount }) => all + amount, 0n);
      return ok({ paymentId, currency, allocated });
    });
  };
}

/** The same within a transaction that is open already. By hand it refuses what allocating by hand does as well. */
export function makeRecordPaymentInside(needs: NeedsInside) {
  const { clock, representatives, invoices, payments, periods } = needs;

  return async (
    tx: Transaction,
    actor: Actor,
    input: MoneyToPut,
    today: LocalDate,
  ): Promise<Result<Put, Refusal>> => {
    const at = clock.now();
    const representative = await representatives.lock(tx.queries, input.representativeId);
    if (!representative || !mayActFor(actor, representative))
      return err({ code: 'representative-not-found' });
    const method = mayRecord(input.amount, input.method);
    if (!method.ok) return method;
    const receivedOn = input.receivedOn ?? today;
    const posting = await checkPosting(tx, periods, { dates: [receivedOn], today });
    if (!posting.ok) return posting;

    const payment: PaymentRecord = {
      id: newId(),
      representativeId: representative.id,
      currency: input.currency ?? representative.currency,
      amount: input.amount,
      unallocated: input.amount,
      receivedOn,
      method: method.value,
      reference: input.reference,
      note: input.note,
      reversedOn: null,
    };
    const candidates =
      input.put === 'oldest-first'
        ? await invoices.oldestOpen(tx.queries, payment)
        : [...new Set(input.put.map(({ invoiceId }) => invoiceId))];
    const locked = await invoices.lock(tx.queries, candidates);
    const shares = sharesOf(payment, locked, input.put);
    if (!shares.ok) return shares;
    await payments.insert(tx.queries, payment, at);
    await announce(tx, actor, payment);

    const made = { paymentId: payment.id, currency: payment.currency };
    if (shares.value.length === 0) return ok({ ...made, allocations: [] });
    const reversed = await needs.allocations.reversalDays(tx.queries, candidates);
    const allocations = await writeAllocations(tx, needs, {
      actor,
      payment,
      locked,
      shares: shares.value,
      // Paid on the day that the money came; later when the invoice is, or when something was undone on it since.
      dateOf: ({ id, issueDate }) => latestOf(receivedOn, issueDate, reversed.get(id) ?? null),
      postedOn: receivedOn,
      at,
    });
    return ok({ ...made, allocations });
  };
}

function sharesOf(
  payment: PaymentRecord,
  locked: readonly InvoiceRecord[],
  put: MoneyToPut['put'],
): Result<readonly Share[], Refusal> {
  if (put === 'oldest-first') return ok(allocateOldestFirst(payment, asCandidates(locked)));
  return put.length === 0 ? ok([]) : allocateByHand(payment, asCandidates(locked), put);
}

async function announce(tx: Transaction, actor: Actor, payment: PaymentRecord): Promise<void> {
  await tx.audit({
    actor,
    action: 'billing.record-payment',
    entity: 'Payment',
    entityId: payment.id,
    after: asFacts({ ...payment }),
  });
  await tx.emit(paymentRecorded, {
    paymentId: payment.id,
    representativeId: payment.representativeId,
    currency: payment.currency,
    amount: String(payment.amount),
    receivedOn: payment.receivedOn,
  });
}
