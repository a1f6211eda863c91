import type { Actor, PermissionName } from '../../src/kernel/permissions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../src/values/result.js';
import { claimSeen, openDisputes, waitingClaims } from './adapters/database/claims-view.js';
import type { Claims } from './contract/claims.js';
import type { BillingUseCases } from './use-cases.js';

/** The use cases of claims and disputes behind their permissions: billing's own doors and other plugins come through here alike. */
export function provideClaims(
  { database, may }: Pick<PluginContext, 'database' | 'may'>,
  billing: BillingUseCases,
): Claims {
  const { queries } = database;
  const FORBIDDEN = err({ code: 'forbidden' });
  const allowed = async <Value>(
    actor: Actor,
    needed: readonly PermissionName[],
    act: () => Promise<Result<Value, Refusal>>,
  ): Promise<Result<Value, Refusal>> =>
    needed.every((permission) => may(actor, permission)) ? act() : FORBIDDEN;

  return {
    claim: (actor, said) => allowed(actor, ['billing.claim.create'], () => billing.claimPayment(actor, said)),

    waiting: async (actor, page) =>
      may(actor, 'billing.claim.read') ? waitingClaims(queries, actor, page) : [],

    find: (actor, claimId) =>
      allowed(actor, ['billing.claim.read'], async () => {
        const claim = await claimSeen(queries, actor, claimId);
        return claim ? ok(claim) : err({ code: 'unknown-claim' });
      }),

    receipt: (actor, claimId) =>
      allowed(actor, ['billing.claim.read'], async () => {
        if (!(await claimSeen(queries, actor, claimId))) return err({ code: 'unknown-claim' });
        const receipt = await billing.ledger.claims.receipt(queries, claimId);
        return receipt ? ok(receipt) : err({ code: 'no-receipt' });
      }),

    confirm: (actor, confirmation) =>
      allowed(actor, ['billing.claim.decide', 'billing.payment.record'], () =>
        billing.confirmClaim(actor, confirmation),
      ),

    reject: (actor, rejected) =>
      allowed(actor, ['billing.claim.decide'], () => billing.rejectClaim(actor, rejected)),

    dispute: (actor, disputed) =>
      allowed(actor, ['billing.dispute.raise'], () => billing.disputeInvoice(actor, disputed)),

    openDisputes: async (actor, page) =>
      may(actor, 'billing.dispute.read') ? openDisputes(queries, actor, page) : [],

    resolve: (actor, resolved) =>
      allowed(actor, ['billing.dispute.resolve'], () => billing.resolveDispute(actor, resolved)),
  };
}
