import type { AdminPage } from '../../../../src/kernel/contributions.js';

export const pages: readonly AdminPage[] = [
  {
    name: 'reports',
    permission: 'reports.read',
    icon: 'FileText',
    component: 'plugins/reports/adapters/admin/reports.page.tsx',
  },
  {
    name: 'builder',
    permission: 'reports.read',
    icon: 'Sliders',
    component: 'plugins/reports/adapters/admin/builder.page.tsx',
  },
];
