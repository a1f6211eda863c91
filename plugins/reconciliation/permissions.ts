import type { PermissionDeclaration } from '../../src/kernel/permissions.js';

export const permissions: readonly PermissionDeclaration[] = [
  { name: 'reconciliation.read', grants: ['operator'] },
  { name: 'reconciliation.import', grants: ['operator'] },
  // Taking a statement that does not add up, with a reason.
  { name: 'reconciliation.override', grants: ['operator'] },
  { name: 'reconciliation.settle', grants: ['operator'] },
  { name: 'reconciliation.configure', grants: [] },
];
