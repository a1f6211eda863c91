import type { PermissionDeclaration } from '../../src/kernel/permissions.js';

export const permissions: readonly PermissionDeclaration[] = [
  // What was made, where it lies and whether it is proven; never its content.
  { name: 'backup.read', grants: ['operator'] },
  { name: 'backup.make', grants: ['operator'] },
  // The whole house is in it, encrypted.
  { name: 'backup.download', grants: [] },
  { name: 'backup.configure', grants: [] },
  { name: 'backup.restore', grants: [] },
  { name: 'backup.approve', grants: [] },
  { name: 'backup.maintain', grants: [] },
];
