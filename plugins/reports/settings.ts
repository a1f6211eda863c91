import type { SettingsSchema, SettingsValues } from '../../src/kernel/settings.js';

export const settings = {
  keepFilesDays: { kind: 'number', default: 7, min: 1, max: 365 },
  markCsv: { kind: 'boolean', default: true },
} as const satisfies SettingsSchema;

export type ReportsSettings = SettingsValues<typeof settings>;
