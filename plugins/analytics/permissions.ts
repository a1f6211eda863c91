import type { PermissionDeclaration } from '../../src/kernel/permissions.js';

export const permissions: readonly PermissionDeclaration[] = [
  // The figures themselves need the permission of what they are made of besides: invoices, payments, daily entries.
  { name: 'analytics.read', grants: ['operator', 'manager', 'representative'] },
  { name: 'analytics.forecast', grants: ['operator', 'manager'] },
  { name: 'analytics.dashboard.share', grants: ['operator', 'manager'] },
  { name: 'analytics.rate.read', grants: ['operator', 'manager'] },
  { name: 'analytics.rate.write', grants: ['operator'] },
  { name: 'analytics.target.read', grants: ['operator', 'manager'] },
  { name: 'analytics.target.write', grants: ['operator'] },
  { name: 'analytics.maintain', grants: [] },
];
