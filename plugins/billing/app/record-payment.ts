import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Organisation } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { newId } from '../../../src/values/ids.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { paymentRecorded } from '../contract/events.js';
import { allocateOldestFirst } from '../domain/allocation.js';
import { mayRecord } from '../domain/payment.js';
import { mayActFor } from './access.js';
import { asCandidates, writeAllocations } from './allocate.js';
import type { Allocations, Invoices, Payments, Periods, Representatives } from './ledger.js';
import { businessDay, checkPosting } from './posting.js';
import type { PaymentRecord } from './records.js';
import { asFacts } from './audit-facts.js';

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

export interface MoneyReceived {
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
  /** put it against the oldest open invoices at once */
  readonly allocate: boolean;
}

interface Recorded {
  readonly paymentId: string;
  readonly currency: CurrencyCode;
  /** minor units */
  readonly allocated: bigint;
}

/** Refuses `representative-not-found`, `amount-not-positive`, `unknown-method`, `date-in-future`, `period-closed`. */
export function makeRecordPayment(needs: Needs) {
  const { database, clock, organisation, representatives, invoices, payments, periods } = needs;

  return async (actor: Actor, input: MoneyReceived): Promise<Result<Recorded, Refusal>> => {
    const today = await businessDay(clock, organisation);
    return database.transaction(async (tx) => {
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
      };
      const candidates = input.allocate ? await invoices.oldestOpen(tx.queries, payment) : [];
      const locked = await invoices.lock(tx.queries, candidates);
      await payments.insert(tx.queries, payment, at);
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
        receivedOn,
      });

      const reversed = await needs.allocations.reversalDays(tx.queries, candidates);
      const shares = allocateOldestFirst(payment, asCandidates(locked));
      if (shares.length === 0)
        return ok({ paymentId: payment.id, currency: payment.currency, allocated: 0n });
      const { amount } = await writeAllocations(tx, needs, {
        actor,
        payment,
        locked,
        shares,
        // Paid on the day that the money came; later when the invoice is, or when something was undone on it since.
        dateOf: ({ id, issueDate }) => latest(receivedOn, issueDate, reversed.get(id) ?? null),
        postedOn: receivedOn,
        at,
      });
      return ok({ paymentId: payment.id, currency: payment.currency, allocated: amount });
    });
  };
}

function latest(day: LocalDate, ...others: readonly (LocalDate | null)[]): LocalDate {
  return others.reduce<LocalDate>((last, other) => (other !== null && other > last ? other : last), day);
}
