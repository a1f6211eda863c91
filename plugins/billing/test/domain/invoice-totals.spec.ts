import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CURRENCIES, type CurrencyCode } from '../../../../src/values/currency.js';
import { divideHalfEven, money, type Money } from '../../../../src/values/money.js';
import type { Rate } from '../../../../src/values/rate.js';
import {
  invoiceTotals,
  mayPrice,
  taxInside,
  taxOnTop,
  type LineTerms,
  type TaxMode,
} from '../../domain/invoice-totals.js';

const EUR = 'EUR' as CurrencyCode;
const JPY = 'JPY' as CurrencyCode;
const KWD = 'KWD' as CurrencyCode;
const rate = (percent: number) => (percent * 10_000) as Rate;

/** A line: one piece at 10.00 without discount or tax, unless told. */
function aLine(told: {
  quantity?: bigint;
  price?: bigint;
  discount?: number;
  tax?: number;
  currency?: CurrencyCode;
}): LineTerms {
  return {
    quantity: told.quantity ?? 1000n,
    unitPrice: money(told.price ?? 1000n, told.currency ?? EUR),
    discountRate: rate(told.discount ?? 0),
    taxRate: rate(told.tax ?? 0),
  };
}

const anyRate = fc.integer({ min: 0, max: 1_000_000 }).map((millionths) => millionths as Rate);
const mode = fc.constantFrom<TaxMode>('exclusive', 'inclusive');
const currency = fc.constantFrom(...CURRENCIES);
const linesIn = (code: CurrencyCode) =>
  fc.array(
    fc.record({
      quantity: fc.bigInt({ min: 1n, max: 10n ** 9n }),
      unitPrice: fc.bigInt({ min: 0n, max: 10n ** 9n }).map((units) => money(units, code)),
      discountRate: anyRate,
      taxRate: anyRate,
    }),
    { maxLength: 12 },
  );
const minorOf = (amounts: readonly Money[]) => amounts.reduce((all, amount) => all + amount.minor, 0n);

describe('1 header = Σ rounded lines + tax', () => {
  it('1 for any lines, in both tax modes and every currency', () => {
    const invoice = currency.chain((code) => fc.tuple(linesIn(code), mode, fc.constant(code)));
    fc.assert(
      fc.property(invoice, ([terms, how, code]) => {
        const { lines, net, discount, tax, total } = invoiceTotals(terms, how, code);
        expect(net.minor).toBe(minorOf(lines.map((line) => line.net)));
        expect(tax.minor).toBe(minorOf(lines.map((line) => line.tax)));
        expect(discount.minor).toBe(minorOf(lines.map((line) => line.discount)));
        expect(total.minor).toBe(net.minor + tax.minor);
        for (const line of lines) {
          expect(line.total.minor).toBe(line.net.minor + line.tax.minor);
          expect([line.net, line.tax, line.discount].every((part) => part.minor >= 0n)).toBe(true);
        }
      }),
    );
  });

  it('1 an inclusive line costs its price less the discount, whatever the tax', () => {
    fc.assert(
      fc.property(linesIn(EUR), (terms) => {
        invoiceTotals(terms, 'inclusive', EUR).lines.forEach((line, index) => {
          const { quantity = 0n, unitPrice } = terms[index] ?? {};
          const price = divideHalfEven((unitPrice?.minor ?? 0n) * quantity, 1000n);
          expect(line.total.minor + line.discount.minor).toBe(price);
        });
      }),
    );
  });

  it('1 adds what was rounded and does not round the sum: three lines of 0.105 tax make 0.30, not 0.32', () => {
    const line = aLine({ price: 50n, tax: 21 });
    expect(invoiceTotals([line, line, line], 'exclusive', EUR)).toMatchObject({
      net: { minor: 150n },
      tax: { minor: 30n },
      total: { minor: 180n },
    });
  });

  it('1 of no lines is zero in the invoice’s currency', () => {
    expect(invoiceTotals([], 'exclusive', JPY).total).toEqual(money(0n, JPY));
  });
});

describe('a line', () => {
  it.each([
    // quantity × 10.00: discount, then tax on what is left
    [{ quantity: 1500n }, 0n, 1500n, 0n, 1500n],
    [{ quantity: 1n }, 0n, 1n, 0n, 1n],
    [{ discount: 10 }, 100n, 900n, 0n, 900n],
    [{ tax: 21 }, 0n, 1000n, 210n, 1210n],
    [{ discount: 10, tax: 21 }, 100n, 900n, 189n, 1089n],
    [{ discount: 100, tax: 21 }, 1000n, 0n, 0n, 0n],
    [{ tax: 100 }, 0n, 1000n, 1000n, 2000n],
  ])('exclusive of tax %p', (told, discount, net, tax, total) => {
    const [line] = invoiceTotals([aLine(told)], 'exclusive', EUR).lines;
    expect(Object.values(line ?? {}).map((part: Money) => part.minor)).toEqual([discount, net, tax, total]);
  });

  it.each([
    [{ price: 1210n, tax: 21 }, 1000n, 210n, 1210n],
    [{ price: 1000n, tax: 21 }, 826n, 174n, 1000n],
    [{ price: 1000n, tax: 0 }, 1000n, 0n, 1000n],
    [{ price: 1000n, discount: 50, tax: 25 }, 400n, 100n, 500n],
  ])('inclusive of tax %p', (told, net, tax, total) => {
    const [line] = invoiceTotals([aLine(told)], 'inclusive', EUR).lines;
    expect([line?.net.minor, line?.tax.minor, line?.total.minor]).toEqual([net, tax, total]);
  });

  it('2 exponent per currency: a half yen and a half fils are rounded to even, never kept', () => {
    const halves = (code: CurrencyCode, price: bigint) =>
      invoiceTotals([aLine({ quantity: 500n, price, currency: code })], 'exclusive', code).total;
    expect([halves(JPY, 1n), halves(JPY, 3n), halves(JPY, 5n)].map((total) => total.minor)).toEqual([
      0n,
      2n,
      2n,
    ]);
    expect(halves(KWD, 1235n)).toEqual(money(618n, KWD));
  });
});

describe('5 inclusive and exclusive tax round-trip within one unit', () => {
  const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  const within1 = (a: bigint, b: bigint) => a - b <= 1n && b - a <= 1n;

  it('5 net → gross → net', () => {
    fc.assert(
      fc.property(amount, anyRate, (net, taxRate) => {
        const { tax } = taxOnTop(money(net, EUR), taxRate);
        const back = taxInside(money(net + tax.minor, EUR), taxRate);
        expect(within1(back.net.minor, net) && within1(back.tax.minor, tax.minor)).toBe(true);
      }),
    );
  });

  it('5 gross → net → gross', () => {
    fc.assert(
      fc.property(amount, anyRate, (gross, taxRate) => {
        const { net, tax } = taxInside(money(gross, EUR), taxRate);
        expect(net.minor + tax.minor).toBe(gross);
        expect(within1(net.minor + taxOnTop(net, taxRate).tax.minor, gross)).toBe(true);
      }),
    );
  });

  it('4 tax of the opposite amount is the opposite tax', () => {
    fc.assert(
      fc.property(amount, anyRate, (units, taxRate) => {
        for (const taxOf of [taxOnTop, taxInside])
          expect(taxOf(money(-units, EUR), taxRate).tax.minor).toBe(
            -taxOf(money(units, EUR), taxRate).tax.minor,
          );
      }),
    );
  });
});

describe('lines that cannot be priced', () => {
  const LARGEST = 9_223_372_036_854_775_807n;

  it('are named by their place in the invoice', () => {
    expect(mayPrice([aLine({}), aLine({ price: -1n })], EUR)).toEqual({
      ok: false,
      error: { code: 'price-negative', line: 2 },
    });
    expect(mayPrice([aLine({ currency: JPY })], EUR)).toEqual({
      ok: false,
      error: { code: 'currency-mismatch', line: 1, currency: 'JPY', expected: 'EUR' },
    });
  });

  it('are beyond what the books hold, alone or together', () => {
    expect(mayPrice([aLine({ price: LARGEST / 2n })], EUR)).toMatchObject({
      error: { code: 'amount-too-large', line: 1 },
    });
    const half = aLine({ price: LARGEST / 4n });
    expect(mayPrice([half], EUR)).toEqual({ ok: true, value: true });
    expect(mayPrice([half, half], EUR)).toMatchObject({ error: { code: 'amount-too-large', line: 2 } });
  });

  it('never make a total that the books cannot hold', () => {
    const large = fc.array(
      fc.record({
        price: fc.bigInt({ min: 0n, max: LARGEST }),
        quantity: fc.bigInt({ min: 1n, max: 10n ** 6n }),
        tax: fc.constantFrom(0, 21, 100),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(large, mode, (told, how) => {
        const terms = told.map(aLine);
        if (!mayPrice(terms, EUR).ok) return;
        expect(invoiceTotals(terms, how, EUR).total.minor <= LARGEST).toBe(true);
      }),
    );
  });

  it('do not include a price of zero', () => {
    expect(mayPrice([aLine({ price: 0n })], EUR)).toEqual({ ok: true, value: true });
  });
});
