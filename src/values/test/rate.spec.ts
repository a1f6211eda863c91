import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatRate, parseRate, rate } from '../rate.js';

describe('a rate', () => {
  it.each([
    ['21', 210_000],
    ['7.5', 75_000],
    ['0', 0],
    ['0.0001', 1],
    ['100', 1_000_000],
    ['100.0000', 1_000_000],
  ])('of %s %% is %i parts per million', (text, millionths) => {
    expect(parseRate(text)).toEqual({ ok: true, value: millionths });
  });

  it.each([
    ['100.0001', 'rate-out-of-range'],
    ['101', 'rate-out-of-range'],
    ['-1', 'not-a-rate'],
    ['7,5', 'not-a-rate'],
    ['0.00001', 'not-a-rate'],
    ['', 'not-a-rate'],
    ['21%', 'not-a-rate'],
  ])('%p is refused: %s', (text, code) => {
    expect(parseRate(text)).toMatchObject({ ok: false, error: { code } });
  });

  it.each([-1, 1_000_001, 0.5, Number.NaN])('of %p parts per million is refused', (millionths) => {
    expect(rate(millionths)).toMatchObject({ ok: false, error: { code: 'rate-out-of-range' } });
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (millionths) => {
        const value = rate(millionths);
        if (!value.ok) throw new Error('a rate in range was refused');
        expect(parseRate(formatRate(value.value))).toEqual(value);
      }),
    );
  });
});
