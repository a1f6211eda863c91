import {
  addDays,
  daysBetween,
  firstDayOf,
  lastDayOf,
  monthOf,
  nextMonth,
  weekday,
  type LocalDate,
  type LocalMonth,
} from '../../../src/values/local-date.js';
import type { Comparison, Grain } from '../contract/query.js';

/** Business days, both included. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The first day of the span that a day lies in. Weeks begin on Monday (ISO 8601). */
export function startOfSpan(grain: Grain, day: LocalDate): LocalDate {
  switch (grain) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, 1 - weekday(day));
    case 'month':
      return firstDayOf(monthOf(day));
    case 'quarter':
      return firstDayOf(addMonths(monthOf(day), -((monthNumber(day) - 1) % 3)));
    case 'year':
      return `${day.slice(0, 4)}-01-01` as LocalDate;
  }
}

/** The first days of the spans that a period touches; the first span may begin before the period. */
export function spansOf(grain: Grain, { from, to }: Period): readonly LocalDate[] {
  const spans: LocalDate[] = [];
  for (let start = startOfSpan(grain, from); start <= to; start = nextSpan(grain, start)) spans.push(start);
  return spans;
}

export function nextSpan(grain: Grain, start: LocalDate): LocalDate {
  switch (grain) {
    case 'day':
      return addDays(start, 1);
    case 'week':
      return addDays(start, 7);
    case 'month':
      return firstDayOf(nextMonth(monthOf(start)));
    case 'quarter':
      return firstDayOf(addMonths(monthOf(start), 3));
    case 'year':
      return firstDayOf(addMonths(monthOf(start), 12));
  }
}

/**
 * The period that another is held against. Whole months are held against as many whole months: the ones before, or the same ones a
 * year before, however long each is. Other days are held against as many days right before, or against the same days a year before;
 * 29 February is then 28 February.
 */
export function comparedPeriod(comparison: Comparison, { from, to }: Period): Period {
  if (typeof comparison === 'object') return { from: comparison.from, to: comparison.to };
  const areWholeMonths = from === firstDayOf(monthOf(from)) && to === lastDayOf(monthOf(to));
  if (areWholeMonths) {
    const back = comparison === 'previous' ? monthsBetween(monthOf(from), monthOf(to)) + 1 : 12;
    return {
      from: firstDayOf(addMonths(monthOf(from), -back)),
      to: lastDayOf(addMonths(monthOf(to), -back)),
    };
  }
  if (comparison === 'year-before') return { from: yearBefore(from), to: yearBefore(to) };
  const days = daysBetween(from, to) + 1;
  return { from: addDays(from, -days), to: addDays(from, -1) };
}

/** The whole months within a period, and the days before and after them. */
export function wholeMonths({ from, to }: Period): {
  readonly months: { readonly from: LocalMonth; readonly to: LocalMonth } | null;
  readonly edges: readonly Period[];
} {
  const first = from === firstDayOf(monthOf(from)) ? monthOf(from) : nextMonth(monthOf(from));
  const last = to === lastDayOf(monthOf(to)) ? monthOf(to) : addMonths(monthOf(to), -1);
  if (first > last) return { months: null, edges: [{ from, to }] };
  const edges = [
    { from, to: addDays(firstDayOf(first), -1) },
    { from: addDays(lastDayOf(last), 1), to },
  ];
  return { months: { from: first, to: last }, edges: edges.filter((edge) => edge.from <= edge.to) };
}

function yearBefore(day: LocalDate): LocalDate {
  const month = addMonths(monthOf(day), -12);
  const same = `${month}${day.slice(7)}` as LocalDate;
  return same > lastDayOf(month) ? lastDayOf(month) : same;
}

function monthNumber(day: LocalDate): number {
  return Number(day.slice(5, 7));
}

function monthsBetween(from: LocalMonth, to: LocalMonth): number {
  return count(to) - count(from);
}

function addMonths(month: LocalMonth, months: number): LocalMonth {
  const total = count(month) + months;
  const year = Math.floor(total / 12);
  return `${String(year).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}` as LocalMonth;
}

function count(month: LocalMonth): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}
