import { describe, expect, it } from '@jest/globals';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { readQuietHours } from '../../domain/quiet-hours.js';
import { daysOfPeriod } from '../../domain/statement-period.js';
import { readTypedDay } from '../../domain/typed-day.js';

const day = (text: string): LocalDate => text as LocalDate;

describe('a day as people type it', () => {
  it.each([
    ['2026-03-01', '2026-03-01'],
    ['01.03.2026', '2026-03-01'],
    ['1/3/26', '2026-03-01'],
    [' 1.3. ', '2026-03-01'],
    ['31.12', '2025-12-31'],
    ['15.03', '2026-03-15'],
    ['29.02.2024', '2024-02-29'],
  ])('%j is %s', (text, read) => {
    expect(readTypedDay(text, day('2026-03-15'))).toBe(read);
  });

  it.each(['', 'today', '31.02.2026', '2026-13-01', '1.3.202', '12'])('%j is none', (text) => {
    expect(readTypedDay(text, day('2026-03-15'))).toBeNull();
  });
});

describe('quiet hours as people type them', () => {
  it.each([
    ['22:00-08:00', '22:00', '08:00'],
    ['22-8', '22:00', '08:00'],
    [' 22.30 – 7 ', '22:30', '07:00'],
  ])('%j are from %s to %s', (text, from, to) => {
    expect(readQuietHours(text)).toEqual({ from, to });
  });

  it.each(['', 'always', '24-8', '22:60-8', '8-8', '22:00'])('%j are none', (text) => {
    expect(readQuietHours(text)).toBeNull();
  });
});

it('a statement ends today, or with the month that is over', () => {
  const today = day('2026-01-15');
  expect(daysOfPeriod('this-month', today)).toEqual({ from: '2026-01-01', to: '2026-01-15' });
  expect(daysOfPeriod('last-month', today)).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  expect(daysOfPeriod('this-year', today)).toEqual({ from: '2026-01-01', to: '2026-01-15' });
});
