import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareDecimals, unscaled } from '../../domain/decimals.js';
import { fallBelowUsual, isOfWeight, medianOf, severityOf } from '../../domain/thresholds.js';

describe('what is usual', () => {
  it('is the middle of the amounts, or half-way between the two in the middle', () => {
    expect(medianOf(['30.00', '10.00', '20.00'])).toBe('20.00');
    expect(medianOf(['10.00', '40.00', '20.00', '20.05'])).toBe('20.02');
    expect(medianOf([])).toBe('0');
  });

  it('is between the least and the most, in whatever order they come', () => {
    const amounts = fc.array(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(amounts, (all) => {
        const texts = all.map((each) => unscaled(each, 2));
        const sorted = [...texts].sort(compareDecimals);
        const middle = medianOf(texts);
        expect(middle).toBe(medianOf(sorted));
        expect(compareDecimals(middle, sorted[0]!)).not.toBe(-1);
        expect(compareDecimals(middle, sorted.at(-1)!)).not.toBe(1);
      }),
    );
  });

  it('is what a fall is measured by; one odd week does not move it', () => {
    const weeks = ['100.00', '110.00', '90.00', '100.00', '9000.00', '100.00', '105.00', '95.00'];
    expect(fallBelowUsual(weeks, '60.00')).toEqual({ usual: '100.00', percent: '40.0' });
    expect(fallBelowUsual(weeks, '100.00')).toBeNull();
    expect(fallBelowUsual(weeks, '150.00')).toBeNull();
    expect(fallBelowUsual(['0.00', '0.00', '50.00'], '0.00')).toBeNull();
  });
});

describe('a threshold', () => {
  it.each([
    ['29.9', null],
    ['30.0', 'warning'],
    ['44.9', 'warning'],
    ['45.0', 'serious'],
    ['100.0', 'serious'],
  ])('of 30 per cent: %s is %s', (percent, severity) => {
    expect(severityOf(percent, 30)).toBe(severity);
  });

  it('of weight leaves out who makes up too little of the whole', () => {
    const all = ['990.00', '10.00', '-500.00'];
    expect([isOfWeight('10.00', all, 1), isOfWeight('9.99', all, 1), isOfWeight('0.00', all, 0)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
