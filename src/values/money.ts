import { exponentOf, type CurrencyCode } from './currency.js';
import { err, ok, type Refusal, type Result } from './result.js';

/** An exact amount in minor units of its currency. The only way to compute with money. */
export interface Money {
  readonly minor: bigint;
  readonly currency: CurrencyCode;
}

/** What a BIGINT column holds, and its digits. */
const LARGEST = 9_223_372_036_854_775_807n;
const LARGEST_DIGITS = 19;

export function money(minor: bigint, currency: CurrencyCode): Money {
  return { minor, currency };
}

export function zero(currency: CurrencyCode): Money {
  return { minor: 0n, currency };
}

export function add(a: Money, b: Money): Money {
  return { minor: a.minor + sameCurrency(a, b).minor, currency: a.currency };
}

export function subtract(a: Money, b: Money): Money {
  return { minor: a.minor - sameCurrency(a, b).minor, currency: a.currency };
}

export function negate(amount: Money): Money {
  return { minor: -amount.minor, currency: amount.currency };
}

export function compare(a: Money, b: Money): -1 | 0 | 1 {
  const other = sameCurrency(a, b);
  return a.minor < other.minor ? -1 : a.minor > other.minor ? 1 : 0;
}

export function isNegative(amount: Money): boolean {
  return amount.minor < 0n;
}

export function isZero(amount: Money): boolean {
  return amount.minor === 0n;
}

/** Whether a BIGINT column holds it: ask after a product of what people typed. */
export function isStorable(amount: Money): boolean {
  return amount.minor <= LARGEST && amount.minor >= -LARGEST;
}

/** The sum of amounts of one currency; zero for none. */
export function sum(amounts: readonly Money[], currency: CurrencyCode): Money {
  return amounts.reduce(add, zero(currency));
}

/** `amount` × `numerator` / `denominator`, rounded half to even on the minor unit; −x gives −(x). */
export function multiplyByFraction(amount: Money, numerator: bigint, denominator: bigint): Money {
  return { minor: divideHalfEven(amount.minor * numerator, denominator), currency: amount.currency };
}

/** Integer division rounded half to even (IEEE 754 roundTiesToEven): the house's only rounding. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 0n) throw new RangeError('division by zero');
  const negative = dividend < 0n !== divisor < 0n;
  const top = dividend < 0n ? -dividend : dividend;
  const bottom = divisor < 0n ? -divisor : divisor;
  const whole = top / bottom;
  const twice = (top % bottom) * 2n;
  const up = twice > bottom || (twice === bottom && whole % 2n === 1n);
  const rounded = up ? whole + 1n : whole;
  return negative ? -rounded : rounded;
}

/** Parts that differ by at most one minor unit and sum to the amount; the larger ones first. */
export function splitEvenly(amount: Money, parts: number): readonly Money[] {
  if (!Number.isInteger(parts) || parts < 1)
    throw new RangeError(`an amount cannot be split in ${parts} parts`);
  return splitByWeights(
    amount,
    Array.from({ length: parts }, () => 1n),
  );
}

/** Parts in proportion to `weights` that sum to the amount: odd units go to the largest remainders, the first of equals first. */
export function splitByWeights(amount: Money, weights: readonly bigint[]): readonly Money[] {
  const total = weights.reduce((all, weight) => all + weight, 0n);
  if (total <= 0n || weights.some((weight) => weight < 0n))
    throw new RangeError('weights must not be negative and not all be zero');
  const negative = amount.minor < 0n;
  const whole = negative ? -amount.minor : amount.minor;
  const shares = weights.map((weight, index) => ({
    index,
    units: (whole * weight) / total,
    remainder: (whole * weight) % total,
  }));
  let left = whole - shares.reduce((all, share) => all + share.units, 0n);
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const share of byRemainder) {
    if (left === 0n) break;
    share.units += 1n;
    left -= 1n;
  }
  return shares.map((share) => money(negative ? -share.units : share.units, amount.currency));
}

/** Reads plain decimal text: "1234.50", "-3". Refuses `not-an-amount`, `too-many-decimals`, `amount-too-large`. */
export function parseAmount(text: string, currency: CurrencyCode): Result<Money, Refusal> {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return err({ code: 'not-an-amount', value: text });
  const [, sign = '', whole = '', fraction = ''] = match;
  const exponent = exponentOf(currency);
  // "5.00" of a currency without decimals says nothing false.
  const kept = fraction.slice(0, exponent);
  if (/[1-9]/.test(fraction.slice(exponent)))
    return err({ code: 'too-many-decimals', value: text, currency, decimals: exponent });
  const digits = (whole + kept.padEnd(exponent, '0')).replace(/^0+(?=\d)/, '');
  if (digits.length > LARGEST_DIGITS) return err({ code: 'amount-too-large', value: text.slice(0, 40) });
  const minor = BigInt(digits);
  if (minor > LARGEST) return err({ code: 'amount-too-large', value: text });
  return ok(money(sign === '-' ? -minor : minor, currency));
}

/** Plain decimal text with the currency's own number of decimals: "12.34", JPY "1234", KWD "1.234". */
export function formatAmount(amount: Money): string {
  const exponent = exponentOf(amount.currency);
  const digits = (amount.minor < 0n ? -amount.minor : amount.minor).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = exponent === 0 ? '' : `.${digits.slice(-exponent)}`;
  return `${amount.minor < 0n ? '-' : ''}${whole}${fraction}`;
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new Error(`${a.currency} and ${b.currency} do not add up`);
  return b;
}
