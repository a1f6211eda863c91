import { describe, expect, it } from '@jest/globals';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { factorOf, plus, rateBetween, rateText, times, type StatedRate } from '../../domain/conversion.js';
import { figureOf } from '../../domain/figures.js';
import { builtInMeasures, type Sum } from '../../domain/measures.js';
import { runsOf } from '../../domain/runs.js';

const code = (text: string): CurrencyCode => text as CurrencyCode;
const [EUR, USD, JPY, KWD] = ['EUR', 'USD', 'JPY', 'KWD'].map(code) as [
  CurrencyCode,
  CurrencyCode,
  CurrencyCode,
  CurrencyCode,
];
const stated = (base: CurrencyCode, quote: CurrencyCode, rate: bigint, from = '2026-01-01'): StatedRate => ({
  base,
  quote,
  rate,
  from: from as LocalDate,
  source: 'a bank',
});

function figure(name: string, sums: Partial<Record<Sum, bigint>>, currency = EUR): string | null {
  const measure = builtInMeasures.find((each) => each.name === name)!;
  return figureOf(measure, (sum) => ({ over: sums[sum] ?? 0n, under: 1n }), currency);
}

describe('a figure', () => {
  it('is rounded half to even, once, at its end', () => {
    expect(figure('average_invoice', { 'sale.amount': 5n, 'sale.row_count': 2n })).toBe('0.02');
    expect(figure('average_invoice', { 'sale.amount': 7n, 'sale.row_count': 2n })).toBe('0.04');
    expect(figure('days_to_pay', { 'settled.days': 1n, 'settled.row_count': 20n })).toBe('0.0');
    expect(figure('days_to_pay', { 'settled.days': 3n, 'settled.row_count': 20n })).toBe('0.2');
    expect(figure('collection_rate', { 'sale.settled': 1n, 'sale.amount': 3n })).toBe('33.3');
    expect(figure('overdue_share', { 'balance.overdue': 0n, 'balance.outstanding': 5n })).toBe('0.0');
  });

  it('is none where there is nothing to divide by', () => {
    expect(figure('average_invoice', {})).toBeNull();
    expect(figure('collection_rate', {})).toBeNull();
    expect(figure('sales', {})).toBe('0.00');
    expect(figure('invoices', {})).toBe('0');
  });

  it('has the decimals of its currency', () => {
    expect(figure('net_sales', { 'sale.amount': 100n, 'sale.tax': 250n }, JPY)).toBe('-150');
    expect(figure('sales', { 'sale.amount': 1n }, KWD)).toBe('0.001');
  });
});

describe('a conversion', () => {
  const inMinor = (amount: bigint, from: CurrencyCode, to: CurrencyCode, rate: StatedRate) => {
    const { over, under } = times(amount, factorOf(from, to, rate));
    return Number(over) / Number(under);
  };

  it('goes by the rate either way round, over any decimals', () => {
    const rate = stated(EUR, USD, 125_000_000n);
    expect(inMinor(200n, EUR, USD, rate)).toBe(250);
    expect(inMinor(250n, USD, EUR, rate)).toBe(200);
    expect(inMinor(160n, EUR, JPY, stated(EUR, JPY, 15_000_000_000n))).toBe(240);
    expect(inMinor(240n, JPY, EUR, stated(EUR, JPY, 15_000_000_000n))).toBe(160);
    expect(inMinor(10n, EUR, KWD, stated(EUR, KWD, 30_000_000n))).toBe(30);
  });

  it('adds exactly before it rounds', () => {
    const third = times(1n, factorOf(USD, EUR, stated(EUR, USD, 300_000_000n)));
    expect(plus(plus(third, third), third)).toMatchObject({ over: 300_000_000n, under: 300_000_000n });
  });

  it('takes the newest rate, and of one day the direct one', () => {
    const old = stated(EUR, USD, 1n, '2026-01-01');
    const inverse = stated(USD, EUR, 2n, '2026-02-01');
    const direct = stated(EUR, USD, 3n, '2026-02-01');
    expect(rateBetween(EUR, USD, [old, inverse])).toBe(inverse);
    expect(rateBetween(EUR, USD, [old, inverse, direct])).toBe(direct);
    expect(rateBetween(EUR, USD, [direct, inverse, old])).toBe(direct);
    expect(rateBetween(EUR, JPY, [old, inverse, direct])).toBeNull();
  });

  it('writes a rate without needless zeros', () => {
    expect([108_450_000n, 100_000_000n, 1n, 12_300_000_000n].map(rateText)).toEqual([
      '1.0845',
      '1',
      '0.00000001',
      '123',
    ]);
  });
});

describe('runs of numbers', () => {
  it('bridge no gap, and are no more than may be', () => {
    expect(runsOf([1n, 2n, 3n, 7n, 9n, 10n], 9)).toEqual([
      { from: 1n, to: 3n },
      { from: 7n, to: 7n },
      { from: 9n, to: 10n },
    ]);
    expect(runsOf([1n, 3n, 4n, 6n], 2)).toEqual([
      { from: 1n, to: 1n },
      { from: 3n, to: 4n },
    ]);
    expect(runsOf([], 2)).toEqual([]);
  });
});
