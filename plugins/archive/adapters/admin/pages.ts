import type { AdminPage } from '../../../../src/kernel/contributions.js';

export const pages: readonly AdminPage[] = [
  {
    name: 'years',
    permission: 'archive.read',
    icon: 'Archive',
    component: 'plugins/archive/adapters/admin/years.page.tsx',
  },
];
