import type { PermissionDeclaration } from '../../src/kernel/permissions.js';

export const permissions: readonly PermissionDeclaration[] = [
  // What a report shows needs the permission of what it is made of besides.
  { name: 'reports.read', grants: ['operator', 'manager', 'representative'] },
  { name: 'reports.define', grants: ['operator', 'manager'] },
  { name: 'reports.share', grants: ['operator'] },
  { name: 'reports.schedule', grants: ['operator', 'manager'] },
  // Retrying and cancelling the jobs that make and send reports for anybody.
  { name: 'reports.maintain', grants: [] },
];
