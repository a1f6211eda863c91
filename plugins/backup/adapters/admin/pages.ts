import type { AdminPage } from '../../../../src/kernel/contributions.js';

export const pages: readonly AdminPage[] = [
  {
    name: 'backups',
    permission: 'backup.read',
    icon: 'Shield',
    component: 'plugins/backup/adapters/admin/backups.page.tsx',
  },
  {
    name: 'places',
    permission: 'backup.read',
    icon: 'HardDrive',
    component: 'plugins/backup/adapters/admin/places.page.tsx',
  },
  {
    name: 'restore',
    permission: 'backup.read',
    icon: 'RotateCcw',
    component: 'plugins/backup/adapters/admin/restore.page.tsx',
  },
];
