import type { PermissionDeclaration } from '../../kernel/permissions.js';
import type { House } from '../../kernel/plugin.js';
import { clearOldNotices } from './clear-old-notices.js';
import { commentRoutes, WRITE_COMMENTS } from './comment-routes.js';
import { MODERATE_COMMENTS } from './comments.js';
import { inboxRoutes } from './inbox-routes.js';
import { READ_COMMENTS } from './people.js';

/** What staff write under a record is for staff: a representative reads none of it unless somebody allows it by name. */
export const COLLABORATION_PERMISSIONS: readonly PermissionDeclaration[] = [
  { name: READ_COMMENTS, grants: ['operator', 'manager'] },
  { name: WRITE_COMMENTS, grants: ['operator', 'manager'] },
  { name: MODERATE_COMMENTS, grants: [] },
];

/** What people write under records, and what waits for them in their inbox. */
export function contributeCollaboration(house: House): void {
  for (const route of [...commentRoutes, ...inboxRoutes]) house.route(route);
  house.job(clearOldNotices);
}
