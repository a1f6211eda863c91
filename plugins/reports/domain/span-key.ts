import { addDays, weekday, type LocalDate } from '../../../src/values/local-date.js';

const DAYS_IN_A_WEEK = 7;

/** "2026-Q3" */
export function quarterKey(day: LocalDate): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** "2026-W47": a week belongs to the year of its Thursday (ISO 8601). */
export function weekKey(day: LocalDate): string {
  const thursday = addDays(day, 4 - weekday(day));
  const dayOfYear = (Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / 86_400_000;
  const week = Math.floor(dayOfYear / DAYS_IN_A_WEEK) + 1;
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`;
}
