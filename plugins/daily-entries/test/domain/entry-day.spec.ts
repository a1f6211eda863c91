import { describe, expect, it } from '@jest/globals';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { isWorkDay, mayWriteDay, momentIn } from '../../domain/entry-day.js';

const day = (text: string) => text as LocalDate;
const codeOf = (result: ReturnType<typeof mayWriteDay>) => (result.ok ? 'allowed' : result.error.code);

describe('the day of an entry', () => {
  it.each([
    ['2026-11-27T21:59:00Z', 'Europe/Kyiv', '2026-11-27', 23],
    ['2026-11-27T22:00:00Z', 'Europe/Kyiv', '2026-11-28', 0],
    ['2026-11-27T22:00:00Z', 'America/Los_Angeles', '2026-11-27', 14],
  ])('is at %s in %s the %s, hour %i', (instant, zone, today, hour) => {
    expect(momentIn(new Date(instant), zone)).toEqual({ today, hour });
  });

  it.each([
    ['today', '2026-11-27', 23, 12, 'allowed'],
    ['yesterday before the hour', '2026-11-26', 11, 12, 'allowed'],
    ['yesterday at the hour', '2026-11-26', 12, 12, 'cut-off-passed'],
    ['yesterday where the day ends at midnight', '2026-11-26', 0, 0, 'cut-off-passed'],
    ['the day before yesterday', '2026-11-25', 0, 12, 'cut-off-passed'],
    ['tomorrow', '2026-11-28', 9, 12, 'day-in-future'],
  ])('takes for a manager %s or refuses it', (_, written, hour, cutoff, expected) => {
    expect(codeOf(mayWriteDay(day(written), { today: day('2026-11-27'), hour }, cutoff))).toBe(expected);
  });

  it('is open for ever to whom the cut-off does not bind, and never before it comes', () => {
    const moment = { today: day('2026-11-27'), hour: 23 };
    expect(codeOf(mayWriteDay(day('2020-01-01'), moment, null))).toBe('allowed');
    expect(codeOf(mayWriteDay(day('2026-11-28'), moment, null))).toBe('day-in-future');
  });

  it.each([
    ['mon-fri', [true, false, false]],
    ['mon-sat', [true, true, false]],
    ['every-day', [true, true, true]],
  ])('is a working day by %s', (workDays, expected) => {
    const days = ['2026-11-27', '2026-11-28', '2026-11-29'].map(day);
    expect(days.map((each) => isWorkDay(each, workDays))).toEqual(expected);
  });
});
