import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  compareDates,
  daysBetween,
  firstDayOf,
  lastDayOf,
  localDate,
  localDateIn,
  monthOf,
  nextMonth,
  parseLocalDate,
  parseLocalMonth,
  previousMonth,
  weekday,
  type LocalDate,
  type LocalMonth,
} from '../local-date.js';

const day = (text: string) => text as LocalDate;
const month = (text: string) => text as LocalMonth;
const anyDay = fc.integer({ min: 0, max: 109_571 }).map((days) => addDays(day('1900-01-01'), days));

describe('a local date', () => {
  it.each(['2012-02-29', '2000-02-29', '1900-01-01', '2199-12-31', '2013-12-31'])('%s is read', (text) => {
    expect(parseLocalDate(text)).toEqual({ ok: true, value: text });
  });

  it.each([
    ['2013-02-30', 'impossible-date'],
    ['2013-02-29', 'impossible-date'],
    ['1900-02-29', 'impossible-date'],
    ['2013-04-31', 'impossible-date'],
    ['2013-13-01', 'impossible-date'],
    ['2013-00-10', 'impossible-date'],
    ['2013-01-00', 'impossible-date'],
    ['1899-12-31', 'date-out-of-range'],
    ['2200-01-01', 'date-out-of-range'],
    ['2013-1-5', 'not-a-date'],
    ['05.01.2013', 'not-a-date'],
    ['2013-01-05T00:00', 'not-a-date'],
    [' 2013-01-05', 'not-a-date'],
    ['', 'not-a-date'],
  ])('%p is refused: %s', (text, code) => {
    expect(parseLocalDate(text)).toMatchObject({ ok: false, error: { code } });
  });

  it('is made of year, month and day', () => {
    expect(localDate(2024, 2, 29)).toEqual({ ok: true, value: '2024-02-29' });
    expect(localDate(2023, 2, 29)).toMatchObject({ ok: false, error: { code: 'impossible-date' } });
  });

  it('moves by days over the ends of months and leap years', () => {
    expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(day('2023-02-28'), 1)).toBe('2023-03-01');
    expect(addDays(day('2024-01-01'), -1)).toBe('2023-12-31');
  });

  it('is as many days away as it was moved by, and compares the same way', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (from, days) => {
        const to = addDays(from, days);
        expect(daysBetween(from, to)).toBe(days);
        expect(compareDates(from, to)).toBe(Math.sign(-days) + 0);
      }),
    );
  });

  it('lies between the first and the last day of its month, and months follow each other without a gap', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        const own = monthOf(date);
        expect(firstDayOf(own) <= date && date <= lastDayOf(own)).toBe(true);
        expect(addDays(lastDayOf(own), 1)).toBe(firstDayOf(nextMonth(own)));
        expect(previousMonth(nextMonth(own))).toBe(own);
      }),
    );
  });

  it('knows its weekday: 1 is Monday, 7 Sunday', () => {
    expect([weekday(day('2024-01-01')), weekday(day('2024-01-06')), weekday(day('2024-01-07'))]).toEqual([
      1, 6, 7,
    ]);
  });
});

describe('a month', () => {
  it('ends on its own last day', () => {
    expect(['2024-02', '2023-02', '2023-04', '2023-12'].map((text) => lastDayOf(month(text)))).toEqual([
      '2024-02-29',
      '2023-02-28',
      '2023-04-30',
      '2023-12-31',
    ]);
    expect(nextMonth(month('2023-12'))).toBe('2024-01');
    expect(previousMonth(month('2024-01'))).toBe('2023-12');
  });

  it('is read strictly', () => {
    expect(parseLocalMonth('2024-02')).toEqual({ ok: true, value: '2024-02' });
    for (const text of ['2024-13', '2024-2', '2024', '2024-02-01', '1899-12'])
      expect(parseLocalMonth(text)).toEqual({ ok: false, error: { code: 'not-a-month', value: text } });
  });
});

describe('the day that it is', () => {
  const justBeforeMidnightInKyiv = new Date('2024-03-09T21:59:59.999Z');
  const midnightInKyiv = new Date('2024-03-09T22:00:00Z');

  it('begins at midnight of the zone', () => {
    expect(localDateIn(justBeforeMidnightInKyiv, 'Europe/Kyiv')).toBe('2024-03-09');
    expect(localDateIn(midnightInKyiv, 'Europe/Kyiv')).toBe('2024-03-10');
    expect(localDateIn(midnightInKyiv, 'UTC')).toBe('2024-03-09');
  });

  it('is another one across the date line', () => {
    const noon = new Date('2024-01-01T11:00:00Z');
    expect(localDateIn(noon, 'Pacific/Kiritimati')).toBe('2024-01-02');
    expect(localDateIn(noon, 'Pacific/Pago_Pago')).toBe('2024-01-01');
  });

  it('follows the zone over a change of its clocks', () => {
    // Kyiv is at +3 from 31 March 2024 on.
    expect(localDateIn(new Date('2024-03-31T20:59:59Z'), 'Europe/Kyiv')).toBe('2024-03-31');
    expect(localDateIn(new Date('2024-03-31T21:00:00Z'), 'Europe/Kyiv')).toBe('2024-04-01');
  });

  it('needs a zone that exists', () => {
    expect(() => localDateIn(midnightInKyiv, 'Europe/Nowhere')).toThrow(RangeError);
  });
});
