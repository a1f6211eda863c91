import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { laterThan, newestFirst, standingOf } from '../../domain/consents/standing.js';
import { areSameTexts, LONGEST_TEXT, readWording } from '../../domain/consents/wording.js';

const texts = { en: 'Yes', uk: 'Так', ru: 'Да' };

/** A history as it is made: each entry later than the one before it of its purpose. */
const histories = fc
  .array(fc.record({ purpose: fc.constantFrom('news', 'photo', 'calls'), given: fc.boolean() }))
  .map((said) =>
    said.map((entry, index) => ({
      ...entry,
      id: String(index).padStart(6, '0'),
      at: new Date(Date.UTC(2026, 0, 1, 0, 0, 0, Math.floor(index / 2))),
    })),
  );

describe('what stands', () => {
  it('is what was said last of each purpose, in whatever order the entries come', () => {
    fc.assert(
      fc.property(
        histories.chain((history) =>
          fc.tuple(fc.constant(history), fc.shuffledSubarray(history, { minLength: history.length })),
        ),
        ([history, shuffled]) => {
          const last = new Map(history.map((entry) => [entry.purpose, entry]));
          expect(new Map(standingOf(shuffled))).toEqual(last);
          expect(newestFirst(shuffled)).toEqual([...history].reverse());
        },
      ),
    );
  });

  it('is never of the instant of what was said before it', () => {
    const noon = new Date('2026-03-03T12:00:00.000Z');
    expect(laterThan(noon, undefined)).toEqual(noon);
    expect(laterThan(noon, new Date('2026-03-03T11:59:59.999Z'))).toEqual(noon);
    expect(laterThan(noon, noon)).toEqual(new Date('2026-03-03T12:00:00.001Z'));
    expect(laterThan(noon, new Date('2026-03-03T13:00:00.000Z'))).toEqual(
      new Date('2026-03-03T13:00:00.001Z'),
    );
  });
});

describe('a wording', () => {
  it('is there in every language, and is kept without the blanks around it', () => {
    expect(readWording(' product-news ', { ...texts, uk: ' Так\n' })).toEqual({
      ok: true,
      value: { purpose: 'product-news', texts },
    });
    expect(readWording('news', { ...texts, ru: ' ' })).toMatchObject({ error: { code: 'wording-missing' } });
    expect(readWording('news', { ...texts, ru: 'a'.repeat(LONGEST_TEXT + 1) })).toMatchObject({
      error: { code: 'wording-too-long', most: LONGEST_TEXT },
    });
  });

  it.each(['', 'News', 'a--b', '-a', 'a b', 'новини', 'a'.repeat(61)])('is not for “%s”', (purpose) => {
    expect(readWording(purpose, texts)).toMatchObject({ error: { code: 'purpose-invalid' } });
  });

  it('is another one when it says something else in any language', () => {
    expect(areSameTexts(texts, { ...texts })).toBe(true);
    expect(areSameTexts(texts, { ...texts, uk: 'Ні' })).toBe(false);
  });
});
