import type { AdminPage } from '../../../../src/kernel/contributions.js';

export const pages: readonly AdminPage[] = [
  {
    name: 'register',
    permission: 'privacy.read',
    icon: 'Eye',
    component: 'plugins/privacy/adapters/admin/register.page.tsx',
  },
  {
    name: 'consents',
    permission: 'privacy.consent.read',
    icon: 'CheckSquare',
    component: 'plugins/privacy/adapters/admin/consents.page.tsx',
  },
  {
    name: 'requests',
    permission: 'privacy.read',
    icon: 'UserX',
    component: 'plugins/privacy/adapters/admin/requests.page.tsx',
  },
  {
    name: 'retention',
    permission: 'privacy.read',
    icon: 'Clock',
    component: 'plugins/privacy/adapters/admin/retention.page.tsx',
  },
  {
    name: 'my-data',
    permission: 'privacy.own',
    icon: 'User',
    isOfReader: true,
    component: 'plugins/privacy/adapters/admin/my-data.page.tsx',
  },
];
