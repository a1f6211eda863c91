import type { AdminPage } from '../../../../src/kernel/contributions.js';

export const pages: readonly AdminPage[] = [
  {
    name: 'statement',
    permission: 'billing.statement.read',
    icon: 'FileText',
    component: 'plugins/billing/adapters/admin/statement.page.tsx',
  },
  {
    name: 'ageing',
    permission: 'billing.ageing.read',
    icon: 'Clock',
    component: 'plugins/billing/adapters/admin/ageing.page.tsx',
  },
];
