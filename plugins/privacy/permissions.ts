import type { PermissionDeclaration } from '../../src/kernel/permissions.js';

export const permissions: readonly PermissionDeclaration[] = [
  // Everything that is kept of oneself, and of nobody else.
  { name: 'privacy.own', grants: ['operator', 'manager', 'representative'] },
  { name: 'privacy.read', grants: ['operator'] },
  // Of those whose records the panel shows: a manager's offices.
  { name: 'privacy.consent.read', grants: ['operator', 'manager'] },
  { name: 'privacy.consent.record', grants: ['operator'] },
  { name: 'privacy.export', grants: [] },
  { name: 'privacy.erase', grants: [] },
  { name: 'privacy.configure', grants: [] },
  { name: 'privacy.maintain', grants: [] },
];
