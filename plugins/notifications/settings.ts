import type { SettingsSchema, SettingsValues } from '../../src/kernel/settings.js';

export const settings = {
  /** hour of the organisation's day at which the ladders are walked */
  reminderHour: { kind: 'number', default: 9, min: 0, max: 23 },
  digestHour: { kind: 'number', default: 8, min: 0, max: 23 },
  attempts: { kind: 'number', default: 8, min: 1, max: 30 },
  keepDays: { kind: 'number', default: 365, min: 7, max: 3660 },
  /** the end of the address of the door that takes letters which came back; empty: it is closed */
  bounceSecret: { kind: 'secret', default: '' },
  monthlyStatements: { kind: 'boolean', default: false },
} as const satisfies SettingsSchema;

export type NotificationsSettings = SettingsValues<typeof settings>;
