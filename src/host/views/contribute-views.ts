import type { PermissionDeclaration } from '../../kernel/permissions.js';
import { SHARE_VIEWS } from './saved-views.js';

export const EXPORT_LISTS = 'host.lists.export';

export const VIEW_PERMISSIONS: readonly PermissionDeclaration[] = [
  { name: SHARE_VIEWS, grants: ['operator'] },
  { name: EXPORT_LISTS, grants: ['operator', 'manager', 'representative'] },
];
