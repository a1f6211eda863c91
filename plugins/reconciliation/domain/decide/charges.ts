import { parseAmount } from '../../../../src/values/money.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { Policy } from '../decision.js';

interface Charges {
  readonly policy: Policy;
  readonly chargesUpTo: ReadonlyMap<CurrencyCode, bigint>;
}

/** The most that bank charges may have taken off an amount, minor units: a rate of it, rounded down, and never above the limit. */
export function chargesOf(book: Charges, amount: bigint, currency: CurrencyCode): bigint {
  const byRate = (amount * BigInt(book.policy.chargesRate)) / 1_000_000n;
  const limit = book.chargesUpTo.get(currency) ?? 0n;
  return byRate < limit ? byRate : limit;
}

/** A limit in major units, in minor ones. What is beyond the currency's decimals is less than its smallest unit. */
export function chargesLimit(upTo: string, currency: CurrencyCode): bigint {
  for (const text of [upTo, upTo.split('.')[0] ?? '']) {
    const limit = parseAmount(text, currency);
    if (limit.ok) return limit.value.minor;
  }
  return 0n;
}
