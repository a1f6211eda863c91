import type { SettingsSchema, SettingsValues } from '../../src/kernel/settings.js';

export const settings = {
  recipients: { kind: 'longtext', default: '', maxLength: 4000 },
  lateHours: { kind: 'number', default: 30, min: 1, max: 1000 },
  shrinkPercent: { kind: 'number', default: 20, min: 1, max: 100 },
  beforeMigrations: { kind: 'boolean', default: true },
} as const satisfies SettingsSchema;

export type BackupSettings = SettingsValues<typeof settings>;
