import type { PermissionDeclaration } from '../../src/kernel/permissions.js';

export const permissions: readonly PermissionDeclaration[] = [
  { name: 'archive.read', grants: ['operator'] },
  { name: 'archive.move', grants: [] },
  { name: 'archive.maintain', grants: [] },
];
