import type { SettingsSchema, SettingsValues } from '../../src/kernel/settings.js';

export const settings = {
  defaultTermDays: { kind: 'number', default: 30, min: 0, max: 365 },
  invoiceSeries: { kind: 'text', default: 'INV', maxLength: 40 },
  creditNoteSeries: { kind: 'text', default: 'CN', maxLength: 40 },
  enforceCreditLimit: { kind: 'boolean', default: false },
} as const satisfies SettingsSchema;

export type BillingSettings = SettingsValues<typeof settings>;
