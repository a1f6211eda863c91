import type { SettingsSchema, SettingsValues } from '../../src/kernel/settings.js';

export const settings = {
  /** `polling`, or `webhook` at PUBLIC_URL */
  updates: { kind: 'select', default: 'polling', options: ['polling', 'webhook'] },
  /** minutes after which an unanswered question is forgotten */
  conversationMinutes: { kind: 'number', default: 30, min: 5, max: 1440 },
  /** hours for which the buttons of a message work */
  buttonHours: { kind: 'number', default: 72, min: 1, max: 720 },
} as const satisfies SettingsSchema;

export type TelegramSettings = SettingsValues<typeof settings>;
