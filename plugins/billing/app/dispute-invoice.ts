import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import { asFacts } from '../../../src/values/audit-facts.js';
import type { Clock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { invoiceDisputed } from '../contract/events.js';
import { mayDispute } from '../domain/dispute.js';
import { mayActFor } from './access.js';
import { auditDisputed } from './audit-disputed.js';
import type { DisputeRecord, InvoiceDisputes } from './claims.js';
import type { Invoices, Representatives } from './ledger.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly representatives: Representatives;
  readonly invoices: Invoices;
  readonly disputes: InvoiceDisputes;
}

/**
 * The invoice is disputed from now on, what it leaves to pay stays as it is. Refuses `unknown-invoice`, `invoice-not-disputable`,
 * `disputed-already`.
 */
export function makeDisputeInvoice({ database, clock, representatives, invoices, disputes }: Needs) {
  return async (
    actor: Actor,
    { invoiceId, reason }: { readonly invoiceId: string; readonly reason: string },
  ): Promise<Result<{ readonly disputeId: string; readonly number: string }, Refusal>> => {
    const found = await invoices.find(database.queries, invoiceId);
    if (!found) return err({ code: 'unknown-invoice' });

    return database.transaction(async (tx) => {
      const representative = await representatives.lock(tx.queries, found.representativeId);
      const [invoice] = await invoices.lock(tx.queries, [invoiceId]);
      if (!invoice || !mayActFor(actor, representative)) return err({ code: 'unknown-invoice' });
      const allowed = mayDispute(invoice, await disputes.openOf(tx.queries, invoiceId));
      if (!allowed.ok) return allowed;

      const dispute: DisputeRecord = {
        id: newId(),
        invoiceId,
        representativeId: invoice.representativeId,
        reason,
        status: 'open',
        raisedBy: actor.userId,
      };
      const number = invoice.number ?? '';
      const at = clock.now();
      await disputes.insert(tx.queries, dispute, at);
      await invoices.saveDisputed(tx.queries, { id: invoiceId, disputed: true }, at);
      await tx.emit(invoiceDisputed, {
        disputeId: dispute.id,
        invoiceId,
        number,
        representativeId: dispute.representativeId,
        reason,
      });
      await tx.audit({
        actor,
        action: 'billing.dispute-invoice',
        entity: 'InvoiceDispute',
        entityId: dispute.id,
        after: asFacts({ ...dispute }),
      });
      await auditDisputed(tx, actor, invoiceId, true);
      return ok({ disputeId: dispute.id, number });
    });
  };
}
