import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CURRENCIES, exponentOf, type CurrencyCode } from '../currency.js';
import {
  add,
  compare,
  divideHalfEven,
  formatAmount,
  isNegative,
  isStorable,
  isZero,
  money,
  multiplyByFraction,
  negate,
  parseAmount,
  splitByWeights,
  splitEvenly,
  subtract,
  sum,
  zero,
} from '../money.js';

const EUR = 'EUR' as CurrencyCode;
const JPY = 'JPY' as CurrencyCode;
const KWD = 'KWD' as CurrencyCode;
const LARGEST = 9_223_372_036_854_775_807n;

const minor = fc.bigInt({ min: -LARGEST, max: LARGEST });
const currency = fc.constantFrom(...CURRENCIES);
const euros = (units: bigint) => money(units, EUR);

describe('amounts of one currency', () => {
  it('add and subtract back to where they were', () => {
    fc.assert(
      fc.property(minor, minor, (a, b) => {
        expect(subtract(add(euros(a), euros(b)), euros(b))).toEqual(euros(a));
        expect(add(euros(a), negate(euros(a)))).toEqual(zero(EUR));
      }),
    );
  });

  it('compare as their minor units do', () => {
    expect(compare(euros(1n), euros(2n))).toBe(-1);
    expect(compare(euros(2n), euros(2n))).toBe(0);
    expect(compare(euros(3n), euros(2n))).toBe(1);
    expect([isNegative(euros(-1n)), isNegative(euros(0n)), isZero(euros(0n)), isZero(euros(1n))]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('sum to zero when there are none', () => {
    expect(sum([], JPY)).toEqual(zero(JPY));
  });

  it('do not mix with another currency', () => {
    expect(() => add(euros(1n), money(1n, JPY))).toThrow('EUR and JPY do not add up');
    expect(() => subtract(euros(1n), money(1n, JPY))).toThrow();
    expect(() => compare(euros(1n), money(1n, JPY))).toThrow();
    expect(() => sum([money(1n, JPY)], EUR)).toThrow();
  });

  it('fit a BIGINT up to its largest value on both sides of zero', () => {
    expect([LARGEST, LARGEST + 1n, -LARGEST, -LARGEST - 1n].map((units) => isStorable(euros(units)))).toEqual(
      [true, false, true, false],
    );
  });
});

describe('4 rounding is fixed and sign-symmetric', () => {
  it.each([
    [5n, 10n, 0n],
    [15n, 10n, 2n],
    [25n, 10n, 2n],
    [35n, 10n, 4n],
    [24n, 10n, 2n],
    [26n, 10n, 3n],
    [-5n, 10n, 0n],
    [-15n, 10n, -2n],
    [-25n, 10n, -2n],
    [25n, -10n, -2n],
    [-26n, -10n, 3n],
  ])('%i / %i rounds half to even: %i', (dividend, divisor, rounded) => {
    expect(divideHalfEven(dividend, divisor)).toBe(rounded);
  });

  const divisor = fc.bigInt({ min: 1n, max: 10n ** 9n });

  it('4 the opposite amount rounds to the opposite', () => {
    fc.assert(
      fc.property(minor, fc.bigInt({ min: 0n, max: 10n ** 9n }), divisor, (units, top, bottom) => {
        const there = multiplyByFraction(euros(units), top, bottom);
        expect(multiplyByFraction(negate(euros(units)), top, bottom)).toEqual(negate(there));
      }),
    );
  });

  it('4 never misses the exact quotient by more than a half, and by a half only towards even', () => {
    fc.assert(
      fc.property(minor, divisor, (dividend, bottom) => {
        const rounded = divideHalfEven(dividend, bottom);
        const miss = 2n * (dividend - rounded * bottom);
        const size = miss < 0n ? -miss : miss;
        expect(size <= bottom).toBe(true);
        if (size === bottom) expect(rounded % 2n).toBe(0n);
      }),
    );
  });

  it('does not divide by zero', () => {
    expect(() => multiplyByFraction(euros(1n), 1n, 0n)).toThrow('division by zero');
  });
});

describe('splitting', () => {
  it('3 X in n parts sums to X, and parts differ by one unit at most', () => {
    fc.assert(
      fc.property(minor, fc.integer({ min: 1, max: 60 }), currency, (units, parts, code) => {
        const shares = splitEvenly(money(units, code), parts);
        expect(shares).toHaveLength(parts);
        expect(sum(shares, code)).toEqual(money(units, code));
        const sorted = shares.map((share) => share.minor).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        expect((sorted.at(-1) ?? 0n) - (sorted[0] ?? 0n) <= 1n).toBe(true);
      }),
    );
  });

  it('3 by weights sums to X, each part within a unit of its exact share', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 6n }), { minLength: 1, maxLength: 20 })
      .filter((all) => all.some((weight) => weight > 0n));
    fc.assert(
      fc.property(minor, weights, (units, all) => {
        const shares = splitByWeights(euros(units), all);
        const whole = all.reduce((a, b) => a + b, 0n);
        expect(sum(shares, EUR)).toEqual(euros(units));
        shares.forEach((share, index) => {
          const miss = share.minor * whole - units * (all[index] ?? 0n);
          expect((miss < 0n ? -miss : miss) < whole).toBe(true);
        });
      }),
    );
  });

  it('gives the odd cents to the first parts', () => {
    expect(splitEvenly(euros(1001n), 3).map((share) => share.minor)).toEqual([334n, 334n, 333n]);
    expect(splitEvenly(euros(-1001n), 3).map((share) => share.minor)).toEqual([-334n, -334n, -333n]);
  });

  it('gives the odd cent to the largest remainder', () => {
    // Exact shares of 100: 14.28…, 28.57…, 57.14…
    expect(splitByWeights(euros(100n), [1n, 2n, 4n]).map((share) => share.minor)).toEqual([14n, 29n, 57n]);
  });

  it('gives nothing to a weight of zero', () => {
    expect(splitByWeights(euros(5n), [0n, 1n, 0n]).map((share) => share.minor)).toEqual([0n, 5n, 0n]);
  });

  it.each([0, -1, 1.5])('into %p parts is a bug', (parts) => {
    expect(() => splitEvenly(euros(1n), parts)).toThrow(RangeError);
  });

  it('by weights that say nothing is a bug', () => {
    expect(() => splitByWeights(euros(1n), [])).toThrow(RangeError);
    expect(() => splitByWeights(euros(1n), [0n])).toThrow(RangeError);
    expect(() => splitByWeights(euros(1n), [2n, -1n])).toThrow(RangeError);
  });
});

describe('amounts as text', () => {
  it('2 carries the exponent of its currency: EUR 2, JPY 0, KWD 3', () => {
    expect(formatAmount(euros(1234n))).toBe('12.34');
    expect(formatAmount(money(1234n, JPY))).toBe('1234');
    expect(formatAmount(money(1234n, KWD))).toBe('1.234');
    expect(formatAmount(euros(-5n))).toBe('-0.05');
    expect(formatAmount(euros(0n))).toBe('0.00');
  });

  it('2 is read back as it was written, in every currency', () => {
    fc.assert(
      fc.property(minor, currency, (units, code) => {
        const text = formatAmount(money(units, code));
        expect(parseAmount(text, code)).toEqual({ ok: true, value: money(units, code) });
        expect(text.split('.')[1]?.length ?? 0).toBe(exponentOf(code));
      }),
    );
  });

  it.each([
    ['1234.50', 123450n],
    ['1234.5', 123450n],
    ['-3', -300n],
    [' 7 ', 700n],
    ['007', 700n],
    ['1.230', 123n],
    ['92233720368547758.07', LARGEST],
  ])('%p is read as %i cents', (text, units) => {
    expect(parseAmount(text, EUR)).toEqual({ ok: true, value: euros(units) });
  });

  it.each([
    ['1,234.50', 'not-an-amount'],
    ['1 234', 'not-an-amount'],
    ['1.', 'not-an-amount'],
    ['.5', 'not-an-amount'],
    ['+3', 'not-an-amount'],
    ['--3', 'not-an-amount'],
    ['1e3', 'not-an-amount'],
    ['', 'not-an-amount'],
    ['NaN', 'not-an-amount'],
    ['1.234', 'too-many-decimals'],
    ['92233720368547758.08', 'amount-too-large'],
    ['9'.repeat(1_000_000), 'amount-too-large'],
  ])('%.24p is refused: %s', (text, code) => {
    expect(parseAmount(text, EUR)).toMatchObject({ ok: false, error: { code } });
  });

  it('2 a yen has no decimals to give', () => {
    expect(parseAmount('5.5', JPY)).toMatchObject({
      ok: false,
      error: { code: 'too-many-decimals', decimals: 0 },
    });
    expect(parseAmount('5.00', JPY)).toEqual({ ok: true, value: money(5n, JPY) });
  });
});
