import type { SettingsSchema, SettingsValues } from '../../src/kernel/settings.js';

export const settings = {
  /** `polling`, or `webhook` at PUBLIC_URL */
  updates: { kind: 'select', default: 'polling', options: ['polling', 'webhook'] },
  /** minutes after which an unanswered question is forgotten */
  conversationMinutes: { kind: 'number', default: 30, min: 5, max: 1440 },
  /** hours for which the buttons of a message work */
  buttonHours: { kind: 'number', default: 72, min: 1, max: 720 },
  /** over all chats: 30 is what Telegram allows everybody, more is paid for or a Bot API server's of one's own */
  messagesPerSecond: { kind: 'number', default: 30, min: 1, max: 1000 },
  /** to one chat */
  chatMessagesPerSecond: { kind: 'number', default: 1, min: 1, max: 100 },
} as const satisfies SettingsSchema;

export type TelegramSettings = SettingsValues<typeof settings>;
