import type { HostTables } from '../../../generated/tables/host.js';
import type { Actor } from '../../kernel/permissions.js';
import type { Transaction } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';

/** By this entry of the chain a missing content is known to be missing on purpose. */
export const ERASE_CONTENT = 'host.erase-audit-content';

/**
 * Takes out of the audit trail what chosen entries say of people: who acted by name, what stood before and after. The entries stay,
 * and the chain stays whole; an entry for each says that it was done and why.
 * @returns how many had something to erase
 */
export async function eraseContent(
  tx: Transaction,
  actor: Actor,
  { entryIds, reason }: { readonly entryIds: readonly string[]; readonly reason: string },
): Promise<number> {
  const queries = queriesOf<HostTables>(tx.queries);
  let erased = 0;
  for (const entryId of new Set(entryIds)) {
    const { numDeletedRows } = await queries
      .deleteFrom('audit_content')
      .where('entry_id', '=', entryId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) continue;
    erased += 1;
    await tx.audit({
      actor,
      action: ERASE_CONTENT,
      entity: 'AuditEntry',
      entityId: entryId,
      after: { reason },
    });
  }
  return erased;
}
