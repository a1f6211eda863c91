import type { AdminPage } from '../../../../src/kernel/contributions.js';

export const applyPages: readonly AdminPage[] = [
  {
    name: 'runs',
    permission: 'reconciliation.read',
    icon: 'Activity',
    component: 'plugins/reconciliation/adapters/admin/runs.page.tsx',
  },
  {
    name: 'rules',
    permission: 'reconciliation.settle',
    icon: 'BookOpen',
    component: 'plugins/reconciliation/adapters/admin/rules.page.tsx',
  },
];
