import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  detectedDecimalSign,
  noAmountEvidence,
  readAmount,
  weighAmount,
} from '../../domain/amount-format.js';

describe('an amount cell', () => {
  it.each([
    ['55.94', '.', '55.94'],
    ['1,234.50', '.', '1234.50'],
    ['1.234,50', ',', '1234.50'],
    ['1 234,50', ',', '1234.50'],
    ["1'234.50", '.', '1234.50'],
    ['(12.00)', '.', '-12.00'],
    ['-3', '.', '-3'],
    ['+3', '.', '3'],
  ] as const)('%s with %s is %s', (text, sign, plain) => {
    expect(readAmount(text, sign)).toEqual({ ok: true, value: plain });
  });

  it.each([
    ['1,23', '.'],
    ['1.23', ','],
    ['12.34.56', '.'],
    ['1e5', '.'],
    ['€5', '.'],
    ['(-5)x', '.'],
  ] as const)('%s with %s is refused rather than guessed', (text, sign) => {
    expect(readAmount(text, sign)).toMatchObject({ ok: false, error: { code: 'not-an-amount' } });
  });

  it('reads back whatever was grouped in threes', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        fc.integer({ min: 0, max: 99 }),
        (whole, cents) => {
          const grouped = whole.toString().replace(/\B(?=(\d{3})+$)/g, '.');
          const text = `${grouped},${String(cents).padStart(2, '0')}`;
          expect(readAmount(text, ',')).toEqual({
            ok: true,
            value: `${whole}.${String(cents).padStart(2, '0')}`,
          });
        },
      ),
    );
  });
});

describe('the decimal sign of a column', () => {
  it('is the comma when only a comma fits every cell', () => {
    expect(detectedDecimalSign(['1.234', '5,5'].reduce(weighAmount, noAmountEvidence))).toBe(',');
  });

  it('is the point when nothing says otherwise', () => {
    expect(detectedDecimalSign(['1234', '12'].reduce(weighAmount, noAmountEvidence))).toBe('.');
  });
});
