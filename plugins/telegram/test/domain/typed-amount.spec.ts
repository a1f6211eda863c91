import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { decimalInWriting } from '../../../../src/values/in-writing.js';
import { readTypedAmount } from '../../domain/typed-amount.js';

const read = (text: string, currency = 'EUR') => {
  const amount = readTypedAmount(text, currency as CurrencyCode);
  return amount.ok ? amount.value : amount.error.code;
};

describe('an amount as people type it', () => {
  it.each([
    ['1234.5', 123_450n],
    ['1 234,50', 123_450n],
    ['1,234.50', 123_450n],
    ['1.234,50', 123_450n],
    ['1’234.50', 123_450n],
    ['1\u202f234,5', 123_450n],
    ['1,234,567', 123_456_700n],
    ['1.234.567,89', 123_456_789n],
    ['1234', 123_400n],
    ['0', 0n],
    ['0,5', 50n],
    [' 12.30 eur ', 1_230n],
    ['EUR 12', 1_200n],
  ])('reads %j', (text, minor) => expect(read(text)).toBe(minor));

  it.each([
    ['1.234', 'amount-ambiguous'],
    ['12,345', 'amount-ambiguous'],
    ['1234,567', 'too-many-decimals'],
    ['0.125', 'too-many-decimals'],
    ['-5', 'amount-negative'],
    ['−5', 'amount-negative'],
    ['twelve', 'amount-not-understood'],
    ['1.2.3', 'amount-not-understood'],
    ['1,23,456', 'amount-not-understood'],
    ['12 + 3', 'amount-not-understood'],
    ['', 'amount-not-understood'],
    ['9'.repeat(30), 'amount-too-large'],
  ])('asks again about %j: %s', (text, code) => expect(read(text)).toBe(code));

  it('says how either reading is written', () => {
    expect(readTypedAmount('1,234', 'EUR' as CurrencyCode)).toMatchObject({
      error: { more: '1234.00', less: '1.23' },
    });
  });

  it('knows no decimals where the currency has none', () => {
    expect(read('310.000', 'JPY')).toBe(310_000n);
    expect(read('1,234', 'JPY')).toBe(1_234n);
  });

  it('reads whatever the house itself writes, in every language', () => {
    const minor = fc.bigInt({ min: 0n, max: 10n ** 15n });
    fc.assert(
      fc.property(minor, fc.constantFrom('en', 'uk', 'ru', 'de'), (units, language) => {
        const decimal = `${units / 100n}.${String(units % 100n).padStart(2, '0')}`;
        expect(read(decimalInWriting(decimal, language, 2, 2))).toBe(units);
      }),
    );
  });
});
