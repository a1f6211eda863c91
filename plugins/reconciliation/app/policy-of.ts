import type { Policy, RuleMode } from '../domain/decision.js';
import type { ReconciliationSettings } from '../settings.js';

const MILLIONTHS_A_PERCENT = 10_000;

/** What the settings say of how to decide. */
export function policyOf(settings: ReconciliationSettings): Policy {
  const mode = (name: keyof ReconciliationSettings): RuleMode => settings[name] as RuleMode;
  return {
    rules: {
      'recorded-payment': mode('ruleRecordedPayment'),
      'invoice-number': mode('ruleInvoiceNumber'),
      'end-to-end-id': mode('ruleEndToEndId'),
      'known-payer-exact': mode('ruleKnownPayerExact'),
      'named-payer-exact': mode('ruleNamedPayerExact'),
      'several-invoices': mode('ruleSeveralInvoices'),
      'several-payments': mode('ruleSeveralPayments'),
      'bank-charges': mode('ruleBankCharges'),
      'over-payment': mode('ruleOverPayment'),
      'partial-payment': mode('rulePartialPayment'),
      'exact-amount': mode('ruleExactAmount'),
      'internal-transfer': mode('ruleInternalTransfer'),
      reversal: mode('ruleReversal'),
      treatment: mode('ruleTreatment'),
    },
    daysEarly: settings.daysEarly,
    daysLate: settings.daysLate,
    daysApart: settings.daysApart,
    chargesRate: Math.round(settings.chargesPercent * MILLIONTHS_A_PERCENT),
    chargesUpTo: String(settings.chargesUpTo),
    chargesAccount: settings.chargesAccount,
    nameLikeness: settings.nameLikeness,
    mostTogether: settings.mostTogether,
    mostSuggested: settings.mostSuggested,
  };
}
