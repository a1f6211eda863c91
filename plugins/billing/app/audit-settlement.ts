import type { Actor } from '../../../src/kernel/permissions.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { asFacts } from '../../../src/values/audit-facts.js';
import type { Settlement } from './ledger.js';
import type { InvoiceRecord } from './records.js';

/** What is put against an invoice is a part of the invoice's own history, not of the payment's or the credit note's alone. */
export async function auditSettlement(
  tx: Transaction,
  actor: Actor,
  { id, status, allocated, credited, outstanding, settledOn }: InvoiceRecord,
  after: Settlement,
): Promise<void> {
  await tx.audit({
    actor,
    action: 'billing.settle-invoice',
    entity: 'Invoice',
    entityId: id,
    before: asFacts({ status, allocated, credited, outstanding, settledOn }),
    after: asFacts({
      status: after.status,
      allocated: after.allocated,
      credited: after.credited,
      outstanding: after.outstanding,
      settledOn: after.settledOn,
    }),
  });
}
