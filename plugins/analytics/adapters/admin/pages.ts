import type { AdminPage } from '../../../../src/kernel/contributions.js';

export const pages: readonly AdminPage[] = [
  {
    name: 'dashboard',
    permission: 'analytics.read',
    icon: 'PieChart',
    component: 'plugins/analytics/adapters/admin/dashboard.page.tsx',
  },
  {
    name: 'review',
    permission: 'analytics.read',
    icon: 'BookOpen',
    component: 'plugins/analytics/adapters/admin/review.page.tsx',
  },
  {
    name: 'forecast',
    permission: 'analytics.forecast',
    icon: 'TrendingUp',
    component: 'plugins/analytics/adapters/admin/forecast.page.tsx',
  },
];
