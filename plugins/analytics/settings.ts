import type { SettingsSchema, SettingsValues } from '../../src/kernel/settings.js';

/** When something deserves a look. Per cents, except the days. */
export const settings = {
  alertFall: { kind: 'number', default: 30, min: 1, max: 100 },
  alertBehindPlan: { kind: 'number', default: 20, min: 1, max: 100 },
  alertOverdueShare: { kind: 'number', default: 50, min: 1, max: 100 },
  alertOverdueDays: { kind: 'select', default: '60', options: ['30', '60', '90'] },
  alertSmallestShare: { kind: 'number', default: 1, min: 0, max: 100 },
} as const satisfies SettingsSchema;

export type AnalyticsSettings = SettingsValues<typeof settings>;
