import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { mayActFor } from './access.js';
import type { Invoices, Representatives } from './ledger.js';
import { asFacts } from '../../../src/values/audit-facts.js';

interface Needs {
  readonly database: Database;
  readonly representatives: Representatives;
  readonly invoices: Invoices;
}

/** A draft has no number yet, so nothing is missing when it goes; it can come back from the trash. Refuses `unknown-invoice`, `invoice-not-draft`. */
export function makeDeleteDraftInvoice({ database, representatives, invoices }: Needs) {
  return async (
    actor: Actor,
    { invoiceId }: { readonly invoiceId: string },
  ): Promise<Result<{ readonly trashId: string }, Refusal>> =>
    database.transaction(async (tx) => {
      const [draft] = await invoices.lock(tx.queries, [invoiceId]);
      const owner = draft && (await representatives.find(tx.queries, draft.representativeId));
      if (!draft || !owner || !mayActFor(actor, owner)) return err({ code: 'unknown-invoice' });
      if (draft.status !== 'draft') return err({ code: 'invoice-not-draft', status: draft.status });
      const trashId = await tx.keepInTrash({
        actor,
        entity: 'Invoice',
        entityId: invoiceId,
        title: owner.name,
        rows: [
          { model: 'Invoice', where: { id: invoiceId } },
          { model: 'InvoiceLine', where: { invoiceId } },
        ],
      });
      const lines = await invoices.linesOf(tx.queries, invoiceId);
      await invoices.deleteDraft(tx.queries, invoiceId);
      await tx.audit({
        actor,
        action: 'billing.delete-draft-invoice',
        entity: 'Invoice',
        entityId: invoiceId,
        before: asFacts({ ...draft, lines }),
      });
      return ok({ trashId });
    });
}
