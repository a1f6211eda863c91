import type { AdminPage } from '../../../../src/kernel/contributions.js';

export const statementPages: readonly AdminPage[] = [
  {
    name: 'statements',
    permission: 'reconciliation.read',
    icon: 'Inbox',
    component: 'plugins/reconciliation/adapters/admin/statements.page.tsx',
  },
];
