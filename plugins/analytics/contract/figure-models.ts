import { LEDGER_MODELS } from '../../billing/contract/ledger-models.js';

/** Whoever remembers what `analytics.query` answered tags it with these; a write to any of them makes the answer anew at once. */
export const FIGURE_MODELS: readonly string[] = [
  ...LEDGER_MODELS,
  'DailyEntry',
  'ExchangeRate',
  // The organisation's zone says where a day begins.
  'Setting',
];
