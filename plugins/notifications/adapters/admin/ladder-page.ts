import type { AdminPage } from '../../../../src/kernel/contributions.js';

export const ladderPage: AdminPage = {
  name: 'ladder',
  permission: 'notifications.read',
  icon: 'TrendingUp',
  component: 'plugins/notifications/adapters/admin/ladder.page.tsx',
};
