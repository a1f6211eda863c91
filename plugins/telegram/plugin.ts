import { definePlugin } from '../../src/kernel/plugin.js';
import { botApproval, botFeature } from './contract/feature.js';
import { permissions } from './permissions.js';
import { settings } from './settings.js';

export const plugin = definePlugin({
  name: 'telegram',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['analytics', 'billing', 'daily-entries', 'imports', 'notifications', 'reports'],
  settings,
  environment: [
    {
      name: 'TELEGRAM_BOT_TOKEN',
      meaning: 'Token of the bot, as @BotFather gave it; without it there is no bot.',
      default: '',
      example: '123456789:AA…',
    },
    {
      name: 'TELEGRAM_API_ROOT',
      meaning: 'Where the Bot API answers: a Bot API server of your own.',
      default: 'https://api.telegram.org',
      example: 'http://127.0.0.1:8081',
    },
    {
      name: 'TELEGRAM_WEBHOOK_SECRET',
      meaning:
        '1 to 256 of A–Z, a–z, 0–9, _ and -, by which updates that Telegram brings are known; needed for webhooks.',
      default: '',
      example: 'the output of `openssl rand -hex 32`',
    },
  ],
  permissions,
  register(house) {
    house.offer(botFeature);
    house.offer(botApproval);
  },
});
