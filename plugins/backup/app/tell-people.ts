import type { PermissionName, Role } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';

/** Where requests are decided. */
export const RESTORE_PAGE = '/admin/pages/backup-restore';
export const BACKUPS_PAGE = '/admin/pages/backup-backups';

const STAFF: readonly Role[] = ['admin', 'operator', 'manager'];
const PEOPLE_AT_MOST = 10_000;

/** Users of these roles who have a permission now. */
export async function peopleWho(
  context: PluginContext,
  permission: PermissionName,
  roles: readonly Role[] = STAFF,
): Promise<readonly string[]> {
  const staff = await context.people.find({ term: '', roles, limit: PEOPLE_AT_MOST });
  const found: string[] = [];
  for (const { id } of staff) {
    const actor = await context.people.actor(id);
    if (actor && context.may(actor, permission)) found.push(id);
  }
  return found;
}
