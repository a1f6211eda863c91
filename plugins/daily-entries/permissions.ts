import type { PermissionDeclaration } from '../../src/kernel/permissions.js';

export const permissions: readonly PermissionDeclaration[] = [
  { name: 'daily-entries.read', grants: ['operator', 'manager'] },
  { name: 'daily-entries.write', grants: ['operator', 'manager'] },
  { name: 'daily-entries.import', grants: ['operator'] },
];
