import type { SettingsSchema } from '../../src/kernel/settings.js';

export const settings = {
  /** hour of the following day, in the organisation's zone, until which managers write and change a day */
  cutoffHour: { kind: 'number', default: 12, min: 0, max: 23 },
  /** hour of the day itself at which managers are told that its entry is missing */
  reminderHour: { kind: 'number', default: 19, min: 0, max: 23 },
  /** hour of the following day at which the office is told of it */
  escalationHour: { kind: 'number', default: 10, min: 0, max: 23 },
  /** days on which offices work, and owe an entry */
  workDays: { kind: 'select', default: 'mon-fri', options: ['mon-fri', 'mon-sat', 'every-day'] },
} as const satisfies SettingsSchema;
