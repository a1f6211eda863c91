import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Organisation, Transaction } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { Share } from '../domain/allocation.js';
import type { makeAllocatePaymentInside } from './allocate-payment.js';
import type { ClaimRecord, PaymentClaims } from './claims.js';
import { lockWaiting, writeDecision } from './decide-claim.js';
import type { Invoices, Representatives } from './ledger.js';
import { businessDay } from './posting.js';
import type { makeRecordPaymentInside } from './record-payment.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisation: () => Promise<Organisation>;
  readonly representatives: Representatives;
  readonly invoices: Invoices;
  readonly claims: PaymentClaims;
  readonly recordInside: ReturnType<typeof makeRecordPaymentInside>;
  readonly allocateInside: ReturnType<typeof makeAllocatePaymentInside>;
}

/** What came in, where it is not what the claim says. */
export interface ConfirmedClaim {
  readonly claimId: string;
  /** minor units of the claim's currency; null: as claimed */
  readonly amount: bigint | null;
  /** null: the day that the claim says */
  readonly receivedOn: LocalDate | null;
  readonly method: string;
  readonly reference: string | null;
  /** put it at once against the invoice that the claim names, what is left against the oldest open ones */
  readonly allocate: boolean;
}

interface Confirmed {
  readonly paymentId: string;
  readonly currency: CurrencyCode;
  /** minor units */
  readonly amount: bigint;
  readonly allocated: bigint;
}

/**
 * The money came: it is recorded as a payment in the transaction that decides the claim, so that one claim is one payment. What
 * recording a payment refuses leaves the claim waiting. Refuses `unknown-claim`, `claim-confirmed-already`, `claim-rejected-already` as well.
 */
export function makeConfirmClaim(needs: Needs) {
  const { database, clock, organisation, recordInside } = needs;

  return async (actor: Actor, asked: ConfirmedClaim): Promise<Result<Confirmed, Refusal>> => {
    const today = await businessDay(clock, organisation);
    return database.transaction(async (tx) => {
      const locked = await lockWaiting(tx, needs, actor, asked.claimId);
      if (!locked.ok) return locked;
      const claim = locked.value;
      const amount = asked.amount ?? claim.amount;
      const put = asked.allocate ? await sharesOf(tx, needs.invoices, claim, amount) : [];
      const money = {
        representativeId: claim.representativeId,
        currency: claim.currency,
        amount,
        receivedOn: asked.receivedOn ?? claim.paidOn,
        method: asked.method,
        reference: asked.reference,
        note: claim.note,
        put,
      };
      const recorded = await recordInside(tx, actor, money, today);
      if (!recorded.ok) return recorded;
      const { paymentId, currency } = recorded.value;
      let allocated = sumOf(recorded.value.allocations);
      // What the named invoice did not take goes to the oldest ones; with none of them open it stays free.
      if (asked.allocate && put !== 'oldest-first' && allocated < amount) {
        const rest = { paymentId, shares: null, date: 'earliest' } as const;
        const more = await needs.allocateInside(tx, actor, rest, today);
        if (more.ok) allocated += sumOf(more.value.allocations);
        else if (more.error.code !== 'no-open-invoices') return more;
      }
      const confirmed = { status: 'confirmed', paymentId, reason: null } as const;
      await writeDecision(tx, needs, actor, claim, confirmed, clock.now());
      return ok({ paymentId, currency, amount, allocated });
    });
  };
}

/** The claimed invoice first, as far as it is open in the claim's currency still. */
async function sharesOf(
  tx: Transaction,
  invoices: Invoices,
  { invoiceId, currency, representativeId }: ClaimRecord,
  amount: bigint,
): Promise<'oldest-first' | readonly Share[]> {
  const [invoice] = invoiceId === null ? [] : await invoices.lock(tx.queries, [invoiceId]);
  const isOwed = invoice?.currency === currency && invoice.representativeId === representativeId;
  if (!isOwed || invoice.outstanding === 0n || amount <= 0n) return 'oldest-first';
  return [{ invoiceId: invoice.id, amount: amount < invoice.outstanding ? amount : invoice.outstanding }];
}

function sumOf(parts: readonly { readonly amount: bigint }[]): bigint {
  return parts.reduce((all, { amount }) => all + amount, 0n);
}
