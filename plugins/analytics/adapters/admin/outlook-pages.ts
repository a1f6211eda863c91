import type { AdminPage } from '../../../../src/kernel/contributions.js';

export const outlookPages: readonly AdminPage[] = [
  {
    name: 'cash',
    permission: 'analytics.forecast',
    icon: 'DollarSign',
    component: 'plugins/analytics/adapters/admin/cash.page.tsx',
  },
  {
    name: 'trends',
    permission: 'analytics.forecast',
    icon: 'Activity',
    component: 'plugins/analytics/adapters/admin/trends.page.tsx',
  },
];
