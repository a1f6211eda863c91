import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { PaymentClaims } from './claims.js';
import { lockWaiting, writeDecision } from './decide-claim.js';
import type { Representatives } from './ledger.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly representatives: Representatives;
  readonly claims: PaymentClaims;
}

/** The money did not come. Refuses `unknown-claim`, `claim-confirmed-already`, `claim-rejected-already`. */
export function makeRejectClaim(needs: Needs) {
  return (
    actor: Actor,
    { claimId, reason }: { readonly claimId: string; readonly reason: string },
  ): Promise<Result<true, Refusal>> =>
    needs.database.transaction(async (tx) => {
      const claim = await lockWaiting(tx, needs, actor, claimId);
      if (!claim.ok) return claim;
      const rejected = { status: 'rejected', paymentId: null, reason } as const;
      await writeDecision(tx, needs, actor, claim.value, rejected, needs.clock.now());
      return ok(true);
    });
}
