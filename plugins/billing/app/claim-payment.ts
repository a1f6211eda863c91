import { createHash } from 'node:crypto';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Organisation } from '../../../src/kernel/ports.js';
import { asFacts } from '../../../src/values/audit-facts.js';
import type { Clock } from '../../../src/values/clock.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { newId } from '../../../src/values/ids.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { paymentClaimed } from '../contract/events.js';
import { mayClaim } from '../domain/claim.js';
import { readReceipt, type GivenReceipt } from '../domain/receipt.js';
import { mayActFor } from './access.js';
import { claimIdOf } from './claim-id.js';
import type { ClaimRecord, PaymentClaims } from './claims.js';
import type { Invoices, Representatives } from './ledger.js';
import { businessDay } from './posting.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisation: () => Promise<Organisation>;
  readonly representatives: Representatives;
  readonly invoices: Invoices;
  readonly claims: PaymentClaims;
}

export interface SaidToBePaid {
  readonly representativeId: string;
  /** null: not said */
  readonly invoiceId: string | null;
  /** null: the invoice's, else the representative's own */
  readonly currency: CurrencyCode | null;
  /** minor units */
  readonly amount: bigint;
  /** null: today */
  readonly paidOn: LocalDate | null;
  readonly note: string | null;
  readonly receipt: GivenReceipt | null;
  /** the same claim sent again has the same key; null: it is sent once */
  readonly key: string | null;
}

/**
 * What is said waits for an operator and moves no money. Said again with the same key it is the claim that is there. Refuses
 * `representative-not-found`, `unknown-invoice`, `invoice-not-open`, `currency-mismatch`, `amount-not-positive`, `amount-too-large`,
 * `date-in-future`, `receipt-type-unknown`, `receipt-too-large`.
 */
export function makeClaimPayment({
  database,
  clock,
  organisation,
  representatives,
  invoices,
  claims,
}: Needs) {
  return async (actor: Actor, said: SaidToBePaid): Promise<Result<{ readonly claimId: string }, Refusal>> => {
    const today = await businessDay(clock, organisation);
    const receipt = said.receipt === null ? ok(null) : readReceipt(said.receipt);
    if (!receipt.ok) return receipt;

    return database.transaction(async (tx) => {
      const representative = await representatives.lock(tx.queries, said.representativeId);
      if (!representative || !mayActFor(actor, representative))
        return err({ code: 'representative-not-found' });
      const claimId = said.key === null ? newId() : claimIdOf(representative.id, said.key);
      if (said.key !== null && (await claims.find(tx.queries, claimId))) return ok({ claimId });
      const invoice = said.invoiceId === null ? null : await invoices.find(tx.queries, said.invoiceId);
      if (said.invoiceId !== null && invoice === null) return err({ code: 'unknown-invoice' });

      const claim: ClaimRecord = {
        id: claimId,
        representativeId: representative.id,
        invoiceId: said.invoiceId,
        currency: said.currency ?? invoice?.currency ?? representative.currency,
        amount: said.amount,
        paidOn: said.paidOn ?? today,
        note: said.note,
        status: 'waiting',
        createdBy: actor.userId,
        paymentId: null,
      };
      const allowed = mayClaim(claim, invoice, today);
      if (!allowed.ok) return allowed;
      const kept = receipt.value && { ...receipt.value, digest: digestOf(receipt.value.bytes) };
      await claims.insert(tx.queries, claim, kept, clock.now());
      await tx.audit({
        actor,
        action: 'billing.claim-payment',
        entity: 'PaymentClaim',
        entityId: claim.id,
        after: asFacts({ ...claim, receipt: kept?.digest ?? null }),
      });
      await tx.emit(paymentClaimed, {
        claimId: claim.id,
        representativeId: claim.representativeId,
        invoiceId: claim.invoiceId,
        currency: claim.currency,
        amount: String(claim.amount),
        paidOn: claim.paidOn,
        hasReceipt: kept !== null,
      });
      return ok({ claimId });
    });
  };
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
