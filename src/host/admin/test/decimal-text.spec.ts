import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromDecimalText, toDecimalText, toShortDecimalText } from '../decimal-text.js';

describe('Decimal text', () => {
  it.each([
    [123_450n, 2, '1234.50'],
    [-5n, 2, '-0.05'],
    [1200n, 0, '1200'],
    [1n, 3, '0.001'],
    [9_007_199_254_740_993n, 2, '90071992547409.93'],
  ])('spells %s with %i places as %s', (minor, places, text) => {
    expect(toDecimalText(minor, places)).toBe(text);
  });

  it.each([
    [210_000n, 4, '21'],
    [55_000n, 4, '5.5'],
    [0n, 4, '0'],
    [100n, 0, '100'],
  ])('leaves out what says nothing: %s with %i places is %s', (minor, places, text) => {
    expect(toShortDecimalText(minor, places)).toBe(text);
  });

  it.each([
    ['12,5', 2, 1250n],
    [' 1 234.50 ', 2, 123_450n],
    ['-3', 2, -300n],
    ['12.340', 2, 1234n],
  ])('reads %j with %i places as %s', (text, places, minor) => {
    expect(fromDecimalText(text, places)).toBe(minor);
  });

  it.each([
    ['12.345', 2],
    ['1.5', 0],
    ['', 2],
    ['abc', 2],
    ['1e3', 2],
    ['1.2.3', 2],
    ['--1', 2],
    ['99999999999999999999', 0],
    ['92233720368547758.08', 2],
  ])('does not read %j with %i places', (text, places) => {
    expect(fromDecimalText(text, places)).toBeNull();
  });

  it('reads back whatever it spelled', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
        fc.integer({ min: 0, max: 4 }),
        (minor, places) => {
          expect(fromDecimalText(toDecimalText(minor, places), places)).toBe(minor);
          expect(fromDecimalText(toShortDecimalText(minor, places), places)).toBe(minor);
        },
      ),
    );
  });
});
