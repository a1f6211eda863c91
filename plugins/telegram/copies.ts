import { keptAs, keptNowhere, type CopyRule } from '../../src/kernel/copies.js';

/** What the bot shows, how far it has read, and which files Telegram has is between this bot and Telegram. */
export const copyRules: readonly CopyRule[] = [
  ...keptAs('telegram', ['TelegramChat']),
  {
    model: 'Broadcast',
    kept: 'telegram',
    comesBack: (broadcast, now) =>
      broadcast['state'] === 'sending' ? { ...broadcast, state: 'cancelled', finished_at: now } : broadcast,
  },
  ...keptNowhere([
    'TelegramLink',
    'TelegramScreen',
    'TelegramConversation',
    'TelegramUpdate',
    'TelegramPoller',
    'TelegramBucket',
    'TelegramFile',
  ]),
];
