import { DateTime } from 'luxon';

/** Stretches of days that move with the calendar; an address names them, so that it means the same next month. */
export const STRETCHES = [
  'today',
  'yesterday',
  'this-month',
  'last-month',
  'this-year',
  'last-year',
] as const;
export type Stretch = (typeof STRETCHES)[number];

/** The first and the last day, `YYYY-MM-DD`, both included. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

const DAYS_AT_MOST = 3660;

/** @param today `YYYY-MM-DD` in the organisation's zone */
export function daysDuring(stretch: string, today: string): Days | null {
  const day = DateTime.fromISO(today, { zone: 'utc' });
  switch (stretch as Stretch) {
    case 'today':
      return between(day, day);
    case 'yesterday':
      return between(day.minus({ days: 1 }), day.minus({ days: 1 }));
    case 'this-month':
      return between(day.startOf('month'), day.endOf('month'));
    case 'last-month':
      return monthOf(day.minus({ months: 1 }));
    case 'this-year':
      return between(day.startOf('year'), day.endOf('year'));
    case 'last-year':
      return between(day.minus({ years: 1 }).startOf('year'), day.minus({ years: 1 }).endOf('year'));
    default:
      return null;
  }
}

/** The last so many days, today being one of them. */
export function lastDays(count: string, today: string): Days | null {
  const days = /^\d{1,4}$/.test(count) ? Number(count) : 0;
  if (days < 1 || days > DAYS_AT_MOST) return null;
  const day = DateTime.fromISO(today, { zone: 'utc' });
  return between(day.minus({ days: days - 1 }), day);
}

const monthOf = (day: DateTime): Days => between(day.startOf('month'), day.endOf('month'));
const between = (first: DateTime, last: DateTime): Days => ({
  first: first.toISODate() ?? '',
  last: last.toISODate() ?? '',
});
