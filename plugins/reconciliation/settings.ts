import type { SettingsSchema, SettingsValues } from '../../src/kernel/settings.js';
import { RULE_MODES } from './domain/decision.js';

const linking = { kind: 'select', default: 'link', options: RULE_MODES } as const;
const suggesting = { kind: 'select', default: 'suggest', options: RULE_MODES } as const;

export const settings = {
  ruleRecordedPayment: linking,
  ruleInvoiceNumber: linking,
  ruleEndToEndId: linking,
  ruleKnownPayerExact: linking,
  ruleNamedPayerExact: linking,
  ruleSeveralInvoices: linking,
  ruleSeveralPayments: linking,
  ruleBankCharges: linking,
  ruleOverPayment: linking,
  rulePartialPayment: linking,
  ruleExactAmount: suggesting,
  ruleInternalTransfer: linking,
  ruleReversal: suggesting,
  ruleTreatment: linking,
  daysEarly: { kind: 'number', default: 10, min: 0, max: 366 },
  daysLate: { kind: 'number', default: 120, min: 0, max: 3660 },
  daysApart: { kind: 'number', default: 5, min: 0, max: 60 },
  /** percent of the invoice */
  chargesPercent: { kind: 'number', default: 1, min: 0, max: 10 },
  /** units of the currency */
  chargesUpTo: { kind: 'number', default: 25, min: 0, max: 1_000_000 },
  chargesAccount: { kind: 'text', default: 'bank-charges', maxLength: 60 },
  /** names of the accounts that something may be written off to, divided by commas */
  writeOffAccounts: { kind: 'text', default: 'bank-charges, rounding, gateway-fees, other', maxLength: 500 },
  nameLikeness: { kind: 'number', default: 90, min: 50, max: 100 },
  mostTogether: { kind: 'number', default: 8, min: 2, max: 20 },
  mostSuggested: { kind: 'number', default: 5, min: 1, max: 20 },
  runAtNight: { kind: 'boolean', default: true },
} as const satisfies SettingsSchema;

export type ReconciliationSettings = SettingsValues<typeof settings>;
