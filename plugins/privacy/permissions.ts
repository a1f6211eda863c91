import type { PermissionDeclaration } from '../../src/kernel/permissions.js';

export const permissions: readonly PermissionDeclaration[] = [
  // Everything that is kept of oneself, and of nobody else.
  { name: 'privacy.own', grants: ['operator', 'manager', 'representative'] },
  { name: 'privacy.read', grants: ['operator'] },
  { name: 'privacy.consent', grants: ['operator'] },
  { name: 'privacy.export', grants: [] },
  { name: 'privacy.erase', grants: [] },
  { name: 'privacy.configure', grants: [] },
  { name: 'privacy.maintain', grants: [] },
];
