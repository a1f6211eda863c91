import type { HostTables } from '../../../generated/tables/host.js';
import type { JobDefinition } from '../../kernel/contributions.js';
import { theHouse, type PermissionDeclaration } from '../../kernel/permissions.js';
import type { House } from '../../kernel/plugin.js';
import { queriesOf } from '../../query/queries.js';

export const USE_TRASH = 'host.trash.use';

/** By this entry of the audit trail a record is known to be gone for good. */
export const DELETE_FOR_GOOD = 'host.delete-for-good';

export const TRASH_PERMISSIONS: readonly PermissionDeclaration[] = [
  { name: USE_TRASH, grants: ['operator', 'manager'] },
];

export function contributeTrash(house: House): void {
  house.job(emptyTrash);
}

const AT_ONCE = 100;
const HOUSE = theHouse('job');

/** What was thrown away thirty days ago is gone for good. */
const emptyTrash: JobDefinition<null> = {
  name: 'host.empty-trash',
  permission: 'host.jobs.manage',
  parse: () => null,
  repeat: { cron: '47 3 * * *' },
  timeoutMs: 30 * 60_000,
  async run({ context, signal, progress }) {
    const before = context.clock.now();
    let emptied = 0;
    while (!signal.aborted) {
      const count = await context.database.transaction(async (tx) => {
        const queries = queriesOf<HostTables>(tx.queries);
        const old = await queries
          .selectFrom('trash_entry')
          .select(['id', 'entity', 'entity_id'])
          .where('expires_at', '<=', before)
          .limit(AT_ONCE)
          .execute();
        for (const { id, entity, entity_id } of old) {
          const { numDeletedRows } = await queries
            .deleteFrom('trash_entry')
            .where('id', '=', id)
            .executeTakeFirst();
          if (numDeletedRows > 0n)
            await tx.audit({ actor: HOUSE, action: DELETE_FOR_GOOD, entity, entityId: entity_id });
        }
        return old.length;
      });
      if (count === 0) return;
      emptied += count;
      await progress(emptied);
    }
  },
};
