import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CurrencyCode } from '../../values/currency.js';
import { axisFigure, decimalAt, decimalOf, figureInWords, NOTHING, shareInWords, sumOf } from '../figures.js';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const money = (currency: string) => ({ unit: 'money', currency: currency as CurrencyCode }) as const;

describe('a figure', () => {
  it('is written with every digit that it has, and those that its currency wants', () => {
    expect(plain(figureInWords('9007199254740993.01', money('EUR'), 'en'))).toBe(
      'EUR 9,007,199,254,740,993.01',
    );
    expect(plain(figureInWords('-1234.5', money('UAH'), 'uk'))).toBe('-1 234,50 UAH');
    expect(plain(figureInWords('1200', money('JPY'), 'ru'))).toBe('1 200 JPY');
    expect(figureInWords('12.5', { unit: 'percent' }, 'en')).toBe('12.5%');
    expect(plain(figureInWords('14', { unit: 'days' }, 'uk'))).toBe('14 дн.');
    expect(figureInWords('1234', { unit: 'count' }, 'en')).toBe('1,234');
    expect(figureInWords(null, money('EUR'), 'en')).toBe(NOTHING);
  });

  it('is short along an axis, with a sign that is one currency’s alone', () => {
    const short = (currency: string, language: string): string =>
      plain(axisFigure(1_250_000, money(currency), language));
    expect(['en', 'uk', 'ru'].map((language) => short('EUR', language))).toEqual([
      '€1.3M',
      '1,3 млн €',
      '1,3 млн €',
    ]);
    expect(short('UAH', 'en')).toBe('₴1.3M');
    expect(short('CAD', 'en')).toBe('CA$1.3M');
    expect(axisFigure(-0, { unit: 'count' }, 'en')).toBe('0');
  });

  it('is the exact one where the chart has it, else the drawn one without an exponent', () => {
    expect(decimalAt({ values: [1.1], texts: ['1.10'] }, 0)).toBe('1.10');
    expect(decimalAt({ values: [1.1], texts: [null] }, 0)).toBeNull();
    expect(decimalAt({ values: [1.1] }, 0)).toBe('1.1');
    expect([1e21, 1e-3, 0.1 + 0.2, NaN, null].map(decimalOf)).toEqual([
      '1000000000000000000000',
      '0.001',
      '0.3',
      null,
      null,
    ]);
  });

  it('adds up without a rounding', () => {
    const cents = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    const text = (value: bigint): string => {
      const digits = (value < 0n ? -value : value).toString().padStart(3, '0');
      return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
    };
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1 }), (amounts) => {
        expect(sumOf(amounts.map(text))).toBe(text(amounts.reduce((sum, amount) => sum + amount, 0n)));
      }),
    );
    expect(sumOf(['1', '0.5', '-3.25'])).toBe('-1.75');
    expect(sumOf([])).toBe('0');
  });

  it('as a share keeps a decimal only below a tenth', () => {
    expect([0.342, 0.0834, 0].map((share) => shareInWords(share, 'en'))).toEqual(['34%', '8.3%', '0%']);
  });
});
