import type { Actor } from '../../../src/kernel/permissions.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { asFacts } from '../../../src/values/audit-facts.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { claimDecided } from '../contract/events.js';
import { mayDecide } from '../domain/claim.js';
import { mayActFor } from './access.js';
import type { ClaimDecision, ClaimRecord, PaymentClaims } from './claims.js';
import type { Representatives } from './ledger.js';

interface Needs {
  readonly representatives: Representatives;
  readonly claims: PaymentClaims;
}

/** The claim that waits, kept so until the transaction ends. Refuses `unknown-claim`, `claim-confirmed-already`, `claim-rejected-already`. */
export async function lockWaiting(
  tx: Transaction,
  { representatives, claims }: Needs,
  actor: Actor,
  claimId: string,
): Promise<Result<ClaimRecord, Refusal>> {
  const found = await claims.find(tx.queries, claimId);
  const representative = found && (await representatives.lock(tx.queries, found.representativeId));
  const claim = representative && (await claims.lock(tx.queries, claimId));
  if (!claim || !mayActFor(actor, representative)) return err({ code: 'unknown-claim' });
  const allowed = mayDecide(claim.status);
  return allowed.ok ? ok(claim) : allowed;
}

/** Writes the decision, tells of it, and keeps it in the trail. */
export async function writeDecision(
  tx: Transaction,
  { claims }: Pick<Needs, 'claims'>,
  actor: Actor,
  claim: ClaimRecord,
  decided: Pick<ClaimDecision, 'status' | 'paymentId' | 'reason'>,
  at: Date,
): Promise<void> {
  await claims.decide(tx.queries, { id: claim.id, ...decided, decidedBy: actor.userId }, at);
  await tx.emit(claimDecided, {
    claimId: claim.id,
    representativeId: claim.representativeId,
    invoiceId: claim.invoiceId,
    claimedBy: claim.createdBy,
    currency: claim.currency,
    amount: String(claim.amount),
    status: decided.status,
    paymentId: decided.paymentId,
    reason: decided.reason,
  });
  await tx.audit({
    actor,
    action: decided.status === 'confirmed' ? 'billing.confirm-claim' : 'billing.reject-claim',
    entity: 'PaymentClaim',
    entityId: claim.id,
    before: asFacts({ status: claim.status }),
    after: asFacts(decided),
  });
}
