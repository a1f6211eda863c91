import { describe, expect, it } from '@jest/globals';
import { CURRENCIES, exponentOf, isCurrency, parseCurrency, type CurrencyCode } from '../currency.js';

describe('a currency', () => {
  it.each([
    ['JPY', 0],
    ['KRW', 0],
    ['VND', 0],
    ['EUR', 2],
    ['UAH', 2],
    ['HUF', 2],
    ['XCG', 2],
    ['KWD', 3],
    ['BHD', 3],
    ['OMR', 3],
    ['JOD', 3],
    ['TND', 3],
    ['IQD', 3],
    ['LYD', 3],
    ['CLF', 4],
    ['UYW', 4],
  ])('2 exponent per currency: %s has %i decimals', (code, decimals) => {
    expect(exponentOf(code as CurrencyCode)).toBe(decimals);
  });

  it.each(['eur', 'EURO', 'E', '', 'XXX', 'XAU', 'BTC'])('%p is refused as unknown', (text) => {
    expect(parseCurrency(text)).toEqual({ ok: false, error: { code: 'unknown-currency', value: text } });
  });

  it('is listed once and known by its code', () => {
    expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length);
    expect(CURRENCIES.every((code) => /^[A-Z]{3}$/.test(code) && isCurrency(code))).toBe(true);
    expect(CURRENCIES.length).toBeGreaterThan(150);
  });

  it('that was never parsed is a bug', () => {
    expect(() => exponentOf('???' as CurrencyCode)).toThrow('never parsed');
  });
});
