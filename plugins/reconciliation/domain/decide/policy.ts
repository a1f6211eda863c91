import type { Policy } from '../decision.js';

/** What holds where nobody set anything else: the defaults of the settings say the same. */
export const defaultPolicy: Policy = {
  rules: {
    'recorded-payment': 'link',
    'invoice-number': 'link',
    'end-to-end-id': 'link',
    'known-payer-exact': 'link',
    'named-payer-exact': 'link',
    'several-invoices': 'link',
    'several-payments': 'link',
    'bank-charges': 'link',
    'over-payment': 'link',
    'partial-payment': 'link',
    'exact-amount': 'suggest',
    'internal-transfer': 'link',
    reversal: 'suggest',
    treatment: 'link',
  },
  daysEarly: 10,
  daysLate: 120,
  daysApart: 5,
  chargesRate: 10_000,
  chargesUpTo: '25',
  chargesAccount: 'bank-charges',
  nameLikeness: 90,
  mostTogether: 8,
  mostSuggested: 5,
};
