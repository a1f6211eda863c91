import { describe, expect, it } from '@jest/globals';
import { amountInWriting, dayInWriting, priceInWriting } from '../in-writing.js';

const spaced = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('values in writing', () => {
  it.each([
    ['en', '1,234.50', 'EUR 1,234.50', '27 November 2026'],
    ['uk', '1 234,50', '1 234,50 EUR', '27 листопада 2026 р.'],
    ['ru', '1 234,50', '1 234,50 EUR', '27 ноября 2026 г.'],
  ])('reads well in %s', (language, amount, price, day) => {
    expect(spaced(amountInWriting(123_450n, 'EUR', language))).toBe(amount);
    expect(spaced(priceInWriting('123450', 'EUR', language))).toBe(price);
    expect(spaced(dayInWriting('2026-11-27', language))).toBe(day);
  });

  it('keeps digits that no float holds, and the decimals of the currency', () => {
    expect(amountInWriting(900_719_925_474_099_301n, 'EUR', 'en')).toBe('9,007,199,254,740,993.01');
    expect(spaced(priceInWriting(1_500n, 'JPY', 'en'))).toBe('JPY 1,500');
    expect(spaced(priceInWriting(-1_500n, 'KWD', 'en'))).toBe('-KWD 1.500');
  });

  it('does not write what is no currency', () => {
    expect(() => priceInWriting(1n, 'EURO', 'en')).toThrow('is not a currency');
  });
});
