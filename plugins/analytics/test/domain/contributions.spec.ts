import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contributionsTo, movedFrom, toldOf, type Part } from '../../domain/contributions.js';
import {
  absolute,
  compareDecimals,
  difference,
  scaled,
  signOf,
  sumOf,
  unscaled,
} from '../../domain/decimals.js';

const amounts = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map((minor) => unscaled(minor, 2));
const parts: fc.Arbitrary<readonly Part[]> = fc.array(
  fc.record({ id: fc.uuid(), name: fc.string(), now: amounts, before: amounts }),
  { minLength: 1, maxLength: 12 },
);
const wholeOf = (all: readonly Part[]) =>
  movedFrom(sumOf(all.map(({ before }) => before)), sumOf(all.map(({ now }) => now)));

describe('contributions to a change', () => {
  it('say what each did, the largest first, in amounts and in points of the whole', () => {
    const offices = [
      { id: 'k', name: 'Kyiv', now: '350.00', before: '400.00' },
      { id: 'l', name: 'Lviv', now: '770.00', before: '600.00' },
    ];
    expect(contributionsTo(wholeOf(offices), offices)).toEqual([
      {
        id: 'l',
        name: 'Lviv',
        now: '770.00',
        before: '600.00',
        change: '170.00',
        percent: '28.3',
        points: '17.0',
      },
      {
        id: 'k',
        name: 'Kyiv',
        now: '350.00',
        before: '400.00',
        change: '-50.00',
        percent: '-12.5',
        points: '-5.0',
      },
    ]);
  });

  it('have no points where there was nothing', () => {
    const one = [{ id: 'a', name: 'A', now: '5', before: '0' }];
    expect(contributionsTo(wholeOf(one), one)).toMatchObject([{ change: '5', percent: null, points: null }]);
  });

  it('add up to the change exactly, and in points to its per cent as it is shown', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const whole = wholeOf(all);
        const found = contributionsTo(whole, all);
        expect(sumOf(found.map(({ change }) => change))).toBe(whole.change);
        expect(found.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
        if (signOf(whole.before) === 0)
          return expect(found.every(({ points }) => points === null)).toBe(true);
        expect(compareDecimals(sumOf(found.map(({ points }) => points!)), whole.percent!)).toBe(0);
        for (const { change, points } of found) {
          // No point is further than a tenth from where the change is.
          const exact = scaled(change, 2) * 1000n;
          const base = scaled(absolute(whole.before), 2);
          const off = scaled(points!, 1) * base - exact;
          expect(off > -base && off < base).toBe(true);
        }
      }),
    );
  });

  it('are told by name down to a few, and the rest together', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 4 }), (all, most) => {
        const found = contributionsTo(wholeOf(all), all);
        const told = toldOf(found, most);
        const changes = [...told.named.map(({ change }) => change), told.rest?.change ?? '0.00'];
        expect(compareDecimals(sumOf(changes), wholeOf(all).change)).toBe(0);
        expect(told.named.length).toBeLessThanOrEqual(most);
        const smallest = told.named.at(-1);
        if (told.rest && smallest)
          for (const other of found.slice(told.named.length))
            expect(compareDecimals(absolute(other.change), absolute(smallest.change))).not.toBe(1);
      }),
    );
  });
});

describe('plain decimals', () => {
  it('are computed to the last place', () => {
    expect(difference('0.10', '0.3')).toBe('-0.20');
    expect(difference('90071992547409.93', '90071992547409.92')).toBe('0.01');
    expect(sumOf(['1', '2.5', '-0.25'])).toBe('3.25');
    expect(sumOf([])).toBe('0');
    expect([signOf('-0.00'), signOf('0.01'), signOf('-3')]).toEqual([0, 1, -1]);
  });
});
