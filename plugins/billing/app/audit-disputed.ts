import type { Actor } from '../../../src/kernel/permissions.js';
import type { Transaction } from '../../../src/kernel/ports.js';

/** Whether it is disputed is a part of the invoice's own history, and of every figure that was counted from it. */
export async function auditDisputed(
  tx: Transaction,
  actor: Actor,
  invoiceId: string,
  disputed: boolean,
): Promise<void> {
  await tx.audit({
    actor,
    action: disputed ? 'billing.mark-disputed' : 'billing.clear-disputed',
    entity: 'Invoice',
    entityId: invoiceId,
    before: { disputed: !disputed },
    after: { disputed },
  });
}
