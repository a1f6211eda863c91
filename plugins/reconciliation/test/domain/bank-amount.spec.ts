import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { canonicalAmount, readBankAmount } from '../../domain/bank-amount.js';

describe('an amount as a bank gives it', () => {
  it.each([
    ['12.34', 'EUR', 1234n, 0],
    ['-12.345', 'EUR', -1234n, -500],
    ['0.00001', 'EUR', 0n, 1],
    ['-0.00001', 'EUR', 0n, -1],
    ['7.5', 'JPY', 7n, 50_000],
    ['1.23456', 'KWD', 1234n, 56],
    ['-100', 'EUR', -10_000n, 0],
    ['1.2300000', 'EUR', 123n, 0],
  ])('%s %s is %s and %s', (text, currency, minor, fraction) => {
    expect(readBankAmount(text, currency as CurrencyCode)).toEqual({ ok: true, value: { minor, fraction } });
  });

  it.each([
    ['1,5', 'not-an-amount'],
    ['1e3', 'not-an-amount'],
    ['0.000001', 'too-many-decimals'],
    ['9'.repeat(19), 'amount-too-large'],
  ])('%s is refused', (text, code) => {
    expect(readBankAmount(text, 'EUR' as CurrencyCode)).toMatchObject({ ok: false, error: { code } });
  });

  it('loses nothing: the two parts are the amount again', () => {
    const anyAmount = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
    fc.assert(
      fc.property(anyAmount, (finest) => {
        const digits = String(finest < 0n ? -finest : finest).padStart(6, '0');
        const text = `${finest < 0n ? '-' : ''}${digits.slice(0, -5)}.${digits.slice(-5)}`;
        const read = readBankAmount(text, 'EUR' as CurrencyCode);
        if (!read.ok) throw new Error(read.error.code);
        expect(read.value.minor * 1000n + BigInt(read.value.fraction)).toBe(finest);
      }),
    );
  });

  it.each([
    ['012.30', '12.3'],
    ['-12.3000', '-12.3'],
    ['100', '100'],
    ['100.00', '100'],
    ['-0.00', '0'],
  ])('%s has one text: %s', (given, text) => {
    expect(canonicalAmount(given)).toBe(text);
  });
});
