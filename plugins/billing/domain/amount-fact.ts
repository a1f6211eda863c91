import type { CurrencyCode } from '../../../src/values/currency.js';
import { formatAmount, money } from '../../../src/values/money.js';

/** An amount as a fact of a refusal: "12.34". A sentence shows its facts as they are, and minor units would read a hundredfold. */
export function amountFact(minor: bigint, currency: string): string {
  return formatAmount(money(minor, currency as CurrencyCode));
}
