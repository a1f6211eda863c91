import { exponentOf, type CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';

/** How many units of `quote` one unit of `base` was worth from a day on. */
export interface StatedRate {
  readonly base: CurrencyCode;
  readonly quote: CurrencyCode;
  /** 10⁻⁸ */
  readonly rate: bigint;
  readonly from: LocalDate;
  readonly source: string;
}

/** An exact share of two whole numbers; `under` is above zero. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

export const RATE_UNIT = 100_000_000n;

/** By what minor units of `from` are multiplied to be minor units of `to`. The rate may be stated either way round. */
export function factorOf(from: CurrencyCode, to: CurrencyCode, rate: StatedRate): Fraction {
  const [over, under] = rate.base === from ? [rate.rate, RATE_UNIT] : [RATE_UNIT, rate.rate];
  const decimals = exponentOf(to) - exponentOf(from);
  const scale = 10n ** BigInt(Math.abs(decimals));
  return decimals >= 0 ? { over: over * scale, under } : { over, under: under * scale };
}

/** The newer of the rates stated either way round; of the same day the direct one. */
export function rateBetween(
  from: CurrencyCode,
  to: CurrencyCode,
  stated: readonly StatedRate[],
): StatedRate | null {
  const both = stated.filter(
    ({ base, quote }) => (base === from && quote === to) || (base === to && quote === from),
  );
  return both.reduce<StatedRate | null>((best, rate) => {
    if (best === null || rate.from > best.from) return rate;
    return rate.from === best.from && rate.base === from ? rate : best;
  }, null);
}

export function plus(one: Fraction, other: Fraction): Fraction {
  if (one.under === other.under) return { over: one.over + other.over, under: one.under };
  return { over: one.over * other.under + other.over * one.under, under: one.under * other.under };
}

export function times(amount: bigint, { over, under }: Fraction): Fraction {
  return { over: amount * over, under };
}

/** "1.0845" */
export function rateText(rate: bigint): string {
  const digits = String(rate).padStart(9, '0');
  const [whole, rest] = [digits.slice(0, -8), digits.slice(-8).replace(/0+$/, '')];
  return rest === '' ? whole : `${whole}.${rest}`;
}
