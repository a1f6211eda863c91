// From exact sums to what an answer says.
import type { CurrencyCode } from '../../../src/values/currency.js';
import { divideHalfEven, formatAmount, money } from '../../../src/values/money.js';
import type { Figure } from '../contract/query.js';
import { plus, type Fraction } from './conversion.js';
import type { Measure, Sum } from './measures.js';

const TENTHS = 10n;
const TENTHS_OF_A_PERCENT = 1000n;
export const NOTHING: Fraction = { over: 0n, under: 1n };

export type SumOf = (sum: Sum) => Fraction;

/** Exact until the end, then rounded half to even: money to minor units, days and percents to one decimal. */
export function figureOf(measure: Measure, sumOf: SumOf, currency: CurrencyCode | null): Figure {
  const value = exactOf(measure, sumOf);
  if (value === null) return null;
  const { over, under } = value;
  switch (measure.unit) {
    case 'money':
      return currency === null ? null : formatAmount(money(divideHalfEven(over, under), currency));
    case 'count':
      return String(divideHalfEven(over, under));
    case 'days':
      return withOneDecimal(divideHalfEven(over * TENTHS, under));
    case 'percent':
      return withOneDecimal(divideHalfEven(over * TENTHS_OF_A_PERCENT, under));
  }
}

/** For sorting: the exact value, null where there is nothing to divide by. */
export function exactOf({ over, minus = [], under }: Measure, sumOf: SumOf): Fraction | null {
  const top = [...over.map(sumOf), ...minus.map((sum) => negative(sumOf(sum)))].reduce(plus, NOTHING);
  if (under === undefined) return top;
  const bottom = under.map(sumOf).reduce(plus, NOTHING);
  if (bottom.over === 0n) return null;
  const quotient = { over: top.over * bottom.under, under: top.under * bottom.over };
  return quotient.under > 0n ? quotient : { over: -quotient.over, under: -quotient.under };
}

export function compareFractions(one: Fraction, other: Fraction): number {
  const difference = one.over * other.under - other.over * one.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function negative({ over, under }: Fraction): Fraction {
  return { over: -over, under };
}

function withOneDecimal(tenths: bigint): string {
  const digits = String(tenths < 0n ? -tenths : tenths).padStart(2, '0');
  return `${tenths < 0n ? '-' : ''}${digits.slice(0, -1)}.${digits.slice(-1)}`;
}
