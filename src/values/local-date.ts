import { err, ok, type Refusal, type Result } from './result.js';

/** A day of the calendar without time or zone, `YYYY-MM-DD`; text order is calendar order. Years 1900 to 2199. */
export type LocalDate = string & { readonly __date: 'LocalDate' };

/** A month, `YYYY-MM`. */
export type LocalMonth = string & { readonly __month: 'LocalMonth' };

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** Refuses `not-a-date`, `impossible-date` (30 February) and `date-out-of-range`. */
export function parseLocalDate(text: string): Result<LocalDate, Refusal> {
  const match = ISO.exec(text);
  if (!match) return err({ code: 'not-a-date', value: text });
  return localDate(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** @param month 1 to 12 */
export function localDate(year: number, month: number, day: number): Result<LocalDate, Refusal> {
  if (year < 1900 || year > 2199) return err({ code: 'date-out-of-range', year });
  const text = isoOf(year, month, day);
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return exists ? ok(text as LocalDate) : err({ code: 'impossible-date', value: text });
}

/** The day `days` later, or earlier when negative. What is computed may leave the years that parsing holds to. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(epochMs(date) + days * DAY_MS).toISOString().slice(0, 10) as LocalDate;
}

/** Days from `from` to `to`: negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((epochMs(to) - epochMs(from)) / DAY_MS);
}

export function compareDates(a: LocalDate, b: LocalDate): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function monthOf(date: LocalDate): LocalMonth {
  return date.slice(0, 7) as LocalMonth;
}

/** Refuses `not-a-month`. */
export function parseLocalMonth(text: string): Result<LocalMonth, Refusal> {
  const first = parseLocalDate(`${text}-01`);
  return first.ok ? ok(text as LocalMonth) : err({ code: 'not-a-month', value: text });
}

export function firstDayOf(month: LocalMonth): LocalDate {
  return `${month}-01` as LocalDate;
}

export function lastDayOf(month: LocalMonth): LocalDate {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return isoOf(year, number, daysIn(year, number)) as LocalDate;
}

export function nextMonth(month: LocalMonth): LocalMonth {
  return monthOf(addDays(lastDayOf(month), 1));
}

export function previousMonth(month: LocalMonth): LocalMonth {
  return monthOf(addDays(firstDayOf(month), -1));
}

/**
 * The day that it is at `instant` in an IANA zone: when a business day begins and ends is the organisation's matter.
 * Throws a RangeError for a zone that does not exist.
 */
export function localDateIn(instant: Date, zone: string): LocalDate {
  const parts = calendarOf(zone).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return isoOf(part('year'), part('month'), part('day')) as LocalDate;
}

/** 1 is Monday, 7 Sunday (ISO 8601). */
export function weekday(date: LocalDate): number {
  return new Date(epochMs(date)).getUTCDay() || 7;
}

// Made once a zone: making one costs a hundred times what using it does.
const calendars = new Map<string, Intl.DateTimeFormat>();

function calendarOf(zone: string): Intl.DateTimeFormat {
  const known = calendars.get(zone);
  if (known) return known;
  const shape = { calendar: 'gregory', year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const made = new Intl.DateTimeFormat('en-US', { ...shape, timeZone: zone });
  calendars.set(zone, made);
  return made;
}

function epochMs(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isoOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
