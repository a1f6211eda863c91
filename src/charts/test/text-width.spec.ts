import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitted, inLines, widthOf } from '../text-width.js';

const words = fc.array(fc.string({ unit: fc.constantFrom(...'aiWmЖщє .1'), minLength: 1 }), { minLength: 1 });

describe('a text', () => {
  it('is as wide as its signs: Cyrillic is not taken for squares', () => {
    expect(widthOf('iii', 10)).toBeCloseTo(9);
    expect(widthOf('Щ', 10)).toBeCloseTo(11);
    expect(widthOf('語', 10)).toBeCloseTo(10);
    expect(widthOf('Щ', 10, 'bold')).toBeGreaterThan(widthOf('Щ', 10));
  });

  it('is cut to its room, and whole where there is room', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 30, max: 300 }), (parts, room) => {
        const text = parts.join(' ');
        const cut = fitted(text, room, 12);
        expect(widthOf(cut, 12)).toBeLessThanOrEqual(room);
        expect(cut === text).toBe(widthOf(text, 12) <= room);
      }),
    );
  });

  it('breaks between words into so many lines at most', () => {
    expect(inLines('Sales of every representative by month', 110, 12, 2)).toEqual([
      'Sales of every',
      'representative…',
    ]);
    expect(inLines('Sales', 110, 12, 2)).toEqual(['Sales']);
    expect(inLines('  ', 110, 12, 2)).toEqual([]);
  });
});
