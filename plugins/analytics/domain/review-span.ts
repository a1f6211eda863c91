import { addDays, daysBetween, localDate, type LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ReviewKind, ReviewSpan } from '../contract/reviews.js';
import { nextSpan, startOfSpan } from './periods.js';

/** Reads "2026-W47" (ISO 8601), "2026-10" or "2026-Q3". Refuses `not-a-period`. */
export function parseSpan(text: string): Result<ReviewSpan, Refusal> {
  const found = /^(\d{4})-(?:W(\d{2})|Q([1-4])|(\d{2}))$/.exec(text);
  const start = found && startNamed(Number(found[1]), found[2], found[3], found[4]);
  const span = start && spanWith(kindOf(found), start);
  // Week 53 of a year that has 52, month 13: what begins there is called otherwise.
  return span?.key === text ? ok(span) : err({ code: 'not-a-period', value: text });
}

/** The span of a kind that a day lies in. */
export function spanWith(kind: ReviewKind, day: LocalDate): ReviewSpan {
  const from = startOfSpan(kind, day);
  return { kind, key: keyOf(kind, from), from, to: addDays(nextSpan(kind, from), -1) };
}

export function spanBefore({ kind, from }: Pick<ReviewSpan, 'kind' | 'from'>): ReviewSpan {
  return spanWith(kind, addDays(from, -1));
}

/** One that has begun and is not over ends today. */
export function untilToday(span: ReviewSpan, today: LocalDate): ReviewSpan {
  return span.to > today ? { ...span, to: today } : span;
}

/** As many of its days as there are of a span that is not over; all of it for one that is. */
export function asFarAs(span: ReviewSpan, other: ReviewSpan, isOver: boolean): ReviewSpan {
  if (isOver) return span;
  const to = addDays(span.from, daysBetween(other.from, other.to));
  return to < span.to ? { ...span, to } : span;
}

function startNamed(year: number, week?: string, quarter?: string, month?: string): LocalDate | null {
  if (week !== undefined) {
    // The first week of a year is the one with 4 January in it.
    const first = localDate(year, 1, 4);
    return first.ok ? addDays(startOfSpan('week', first.value), (Number(week) - 1) * 7) : null;
  }
  const start = localDate(year, quarter === undefined ? Number(month) : Number(quarter) * 3 - 2, 1);
  return start.ok ? start.value : null;
}

function kindOf([, , week, quarter]: RegExpExecArray): ReviewKind {
  if (week !== undefined) return 'week';
  return quarter === undefined ? 'month' : 'quarter';
}

function keyOf(kind: ReviewKind, from: LocalDate): string {
  switch (kind) {
    case 'week': {
      // A week is of the year in which its Thursday lies.
      const year = addDays(from, 3).slice(0, 4);
      const first = startOfSpan('week', `${year}-01-04` as LocalDate);
      return `${year}-W${String(daysBetween(first, from) / 7 + 1).padStart(2, '0')}`;
    }
    case 'month':
      return from.slice(0, 7);
    case 'quarter':
      return `${from.slice(0, 4)}-Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`;
  }
}
