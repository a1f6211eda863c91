import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import { asFacts } from '../../../src/values/audit-facts.js';
import type { Clock } from '../../../src/values/clock.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { disputeResolved } from '../contract/events.js';
import { mayResolve } from '../domain/dispute.js';
import { mayActFor } from './access.js';
import { auditDisputed } from './audit-disputed.js';
import type { InvoiceDisputes } from './claims.js';
import type { Invoices, Representatives } from './ledger.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly representatives: Representatives;
  readonly invoices: Invoices;
  readonly disputes: InvoiceDisputes;
}

/** The invoice is undisputed again when no other dispute of it is open. Refuses `unknown-dispute`, `dispute-resolved-already`. */
export function makeResolveDispute({ database, clock, representatives, invoices, disputes }: Needs) {
  return (
    actor: Actor,
    { disputeId, resolution }: { readonly disputeId: string; readonly resolution: string },
  ): Promise<Result<{ readonly number: string }, Refusal>> =>
    database.transaction(async (tx) => {
      const found = await disputes.find(tx.queries, disputeId);
      const representative = found && (await representatives.lock(tx.queries, found.representativeId));
      const dispute = representative && (await disputes.lock(tx.queries, disputeId));
      if (!dispute || !mayActFor(actor, representative)) return err({ code: 'unknown-dispute' });
      const allowed = mayResolve(dispute.status);
      if (!allowed.ok) return allowed;

      const { invoiceId } = dispute;
      const [invoice] = await invoices.lock(tx.queries, [invoiceId]);
      const number = invoice?.number ?? '';
      const at = clock.now();
      await disputes.resolve(tx.queries, { id: disputeId, resolution, resolvedBy: actor.userId }, at);
      const isOver = (await disputes.openOf(tx.queries, invoiceId)) === 0;
      if (isOver) await invoices.saveDisputed(tx.queries, { id: invoiceId, disputed: false }, at);
      await tx.emit(disputeResolved, {
        disputeId,
        invoiceId,
        number,
        representativeId: dispute.representativeId,
        raisedBy: dispute.raisedBy,
        resolution,
      });
      await tx.audit({
        actor,
        action: 'billing.resolve-dispute',
        entity: 'InvoiceDispute',
        entityId: disputeId,
        before: asFacts({ status: dispute.status }),
        after: asFacts({ status: 'resolved', resolution }),
      });
      if (isOver) await auditDisputed(tx, actor, invoiceId, false);
      return ok({ number });
    });
}
