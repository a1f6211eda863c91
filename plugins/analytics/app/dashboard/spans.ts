import type { Language } from '../../../../src/kernel/permissions.js';
import { addDays, daysBetween, type LocalDate } from '../../../../src/values/local-date.js';
import type { AnalyticsRow, Grain } from '../../contract/query.js';
import type { Days } from '../../domain/dashboard-filters.js';

/** Spans that are few enough to be read, and enough to show a course. */
export function grainFor({ from, to }: Days): Exclude<Grain, 'year'> {
  const days = daysBetween(from, to) + 1;
  if (days <= 31) return 'day';
  if (days <= 100) return 'week';
  return days <= 1130 ? 'month' : 'quarter';
}

/** The days of each span within the period. @param rows in the order of time */
export function daysOfSpans(
  rows: readonly AnalyticsRow[],
  grain: Grain,
  { from, to }: Days,
): readonly Days[] {
  const starts = rows.map(({ keys }) => (keys[grain]?.id ?? from) as LocalDate);
  return starts.map((start, index) => ({
    from: start < from ? from : start,
    to: index + 1 < starts.length ? addDays(starts[index + 1]!, -1) : to,
  }));
}

const QUARTERS = ['I', 'II', 'III', 'IV'];

/** How a span is called along an axis. @param start its first day */
export function spanLabel(start: string, grain: Grain, language: Language): string {
  if (grain === 'year') return start.slice(0, 4);
  if (grain === 'quarter')
    return `${QUARTERS[Math.floor((Number(start.slice(5, 7)) - 1) / 3)]} ${start.slice(0, 4)}`;
  const locale = language === 'en' ? 'en-GB' : language;
  const style: Intl.DateTimeFormatOptions =
    grain === 'month' ? { month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' };
  return (
    new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' })
      .formatToParts(new Date(`${start}T00:00:00Z`))
      // "лист. 2026 р.": along an axis the year says itself that it is one.
      .filter(({ type, value }) => type !== 'literal' || value.trim() === '')
      .map(({ value }) => value)
      .join('')
      .trim()
  );
}
