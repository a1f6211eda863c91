import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bareNumber, giveNumber, numberText, spellingOf, type Series } from '../../domain/numbering.js';

const aSeries = (told: Partial<Series> = {}): Series => ({
  prefix: 'INV-{year}-',
  padding: 5,
  yearly: true,
  year: 2026,
  nextNumber: 42n,
  ...told,
});

describe('a number', () => {
  it('is the prefix with the year, and the counter with its zeros', () => {
    expect(giveNumber(aSeries(), 2026)).toEqual({ number: 'INV-2026-00042', year: 2026, nextNumber: 43n });
  });

  it('grows longer than its padding rather than start over', () => {
    expect(numberText({ prefix: 'A', padding: 2 }, 2026, 99n)).toBe('A99');
    expect(numberText({ prefix: 'A', padding: 2 }, 2026, 100n)).toBe('A100');
  });

  it('starts over at 1 with the first document of a later year', () => {
    expect(giveNumber(aSeries(), 2027)).toEqual({ number: 'INV-2027-00001', year: 2027, nextNumber: 2n });
  });

  it('of a document dated into an earlier year is the next of the running counter', () => {
    expect(giveNumber(aSeries(), 2025)).toEqual({ number: 'INV-2026-00042', year: 2026, nextNumber: 43n });
  });

  it('of a new series is where the series stands, so that it carries on from another system', () => {
    expect(giveNumber(aSeries({ year: 0 }), 2026)).toEqual({
      number: 'INV-2026-00042',
      year: 2026,
      nextNumber: 43n,
    });
  });

  it('of a series without years never starts over', () => {
    const plain = aSeries({ prefix: 'N', yearly: false, year: 0 });
    expect(giveNumber(plain, 2027)).toEqual({ number: 'N00042', year: 0, nextNumber: 43n });
  });

  it('does not start over where the prefix would make it come twice', () => {
    expect(giveNumber(aSeries({ prefix: 'N' }), 2027)).toEqual({
      number: 'N00042',
      year: 2026,
      nextNumber: 43n,
    });
  });
});

describe('a series', () => {
  const years = fc.array(fc.integer({ min: 1990, max: 2199 }), { minLength: 1, maxLength: 60 });
  const series = fc.record({
    prefix: fc.constantFrom('INV-{year}-', '{year}/', 'N', ''),
    padding: fc.integer({ min: 0, max: 6 }),
    yearly: fc.boolean(),
    year: fc.constantFrom(0, 2020),
    nextNumber: fc.bigInt({ min: 1n, max: 500n }),
  });

  it('gives no number twice and skips none within a year, whatever the order of the dates', () => {
    fc.assert(
      fc.property(series, years, (first, dates) => {
        let now: Series = first;
        const given = new Set<string>();
        for (const date of dates) {
          const { number, year, nextNumber } = giveNumber(now, date);
          expect(given.has(number)).toBe(false);
          given.add(number);
          expect(nextNumber === now.nextNumber + 1n || (nextNumber === 2n && year > now.year)).toBe(true);
          now = { ...now, year, nextNumber };
        }
      }),
    );
  });
});

describe('a number without what separates it', () => {
  it('is spelled again as its series spells it', () => {
    expect(spellingOf(aSeries(), 'INV202600042')).toBe('INV-2026-00042');
    expect(spellingOf({ prefix: 'a/{year}/{year}.' }, 'A2026202712')).toBe('a/2026/2027.12');
    expect(spellingOf(aSeries(), 'CN202600042')).toBeNull();
    expect(spellingOf(aSeries(), 'INV2026')).toBeNull();
  });

  it('is spelled right whatever number the series gave', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('INV-{year}-', 'R', '{year}/', 'СЧ.{year}_'),
        fc.nat({ max: 8 }),
        fc.integer({ min: 1000, max: 9999 }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        (prefix, padding, year, counter) => {
          const number = numberText({ prefix, padding }, year, counter);
          expect(spellingOf({ prefix }, bareNumber(number))).toBe(number);
        },
      ),
    );
  });
});
