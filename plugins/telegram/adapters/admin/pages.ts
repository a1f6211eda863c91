import type { AdminPage } from '../../../../src/kernel/contributions.js';

export const pages: readonly AdminPage[] = [
  {
    name: 'bot',
    permission: 'telegram.read',
    icon: 'MessageSquare',
    component: 'plugins/telegram/adapters/admin/bot.page.tsx',
  },
  {
    name: 'my-chat',
    permission: 'telegram.use',
    icon: 'Send',
    component: 'plugins/telegram/adapters/admin/my-chat.page.tsx',
  },
  {
    name: 'broadcasts',
    permission: 'telegram.broadcast',
    icon: 'Radio',
    component: 'plugins/telegram/adapters/admin/broadcasts.page.tsx',
  },
];
