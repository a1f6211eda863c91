import type { AdminPage } from '../../../../src/kernel/contributions.js';

export const workPages: readonly AdminPage[] = [
  {
    name: 'reconcile',
    permission: 'reconciliation.read',
    icon: 'CheckSquare',
    component: 'plugins/reconciliation/adapters/admin/work.page.tsx',
  },
];
