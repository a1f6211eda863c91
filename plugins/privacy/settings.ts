import type { SettingsSchema, SettingsValues } from '../../src/kernel/settings.js';

export const settings = {
  exportDays: { kind: 'number', default: 7, min: 1, max: 90 },
} as const satisfies SettingsSchema;

export type PrivacySettings = SettingsValues<typeof settings>;
