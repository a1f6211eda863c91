import type { AdminPage } from '../../../../src/kernel/contributions.js';

export const preferencePages: readonly AdminPage[] = [
  {
    name: 'preferences',
    permission: 'notifications.prefer',
    icon: 'Bell',
    isOfReader: true,
    component: 'plugins/notifications/adapters/admin/preferences.page.tsx',
  },
  {
    name: 'defaults',
    permission: 'notifications.configure',
    icon: 'Sliders',
    component: 'plugins/notifications/adapters/admin/defaults.page.tsx',
  },
  {
    name: 'statistics',
    permission: 'notifications.read',
    icon: 'BarChart2',
    component: 'plugins/notifications/adapters/admin/statistics.page.tsx',
  },
];
