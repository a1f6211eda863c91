import { expect, it } from '@jest/globals';
import { ageInWords, minutesBetween } from '../../domain/age.js';

const HOUR = 60;

it.each([
  [0, 'en', 'this minute'],
  [1, 'en', '1 minute ago'],
  [59, 'uk', '59 хвилин тому'],
  [HOUR, 'en', '1 hour ago'],
  [2 * HOUR, 'ru', '2 часа назад'],
  [48 * HOUR + 59, 'en', '48 hours ago'],
  [49 * HOUR, 'en', '2 days ago'],
])('%i minutes in %s: %s', (minutes, language, words) => {
  expect(ageInWords(minutes, language)).toBe(words);
});

it('an age is whole minutes, and none of a clock that went back', () => {
  const at = new Date('2026-03-10T02:00:00Z');
  expect(minutesBetween(at, new Date('2026-03-10T02:01:59Z'))).toBe(1);
  expect(minutesBetween(at, new Date('2026-03-10T01:00:00Z'))).toBe(0);
});
