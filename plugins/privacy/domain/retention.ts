import { addDays, localDateIn, type LocalDate } from '../../../src/values/local-date.js';

const DAY_MS = 86_400_000;

/** Longer than anybody keeps a business record. */
export const MOST_DAYS = 36_525;

/** Days that a class is kept: as somebody set it, else by default; never shorter than the law asks. Null: as long as the house stands. */
export function daysKept(
  { days, atLeastDays = 0 }: { readonly days: number | null; readonly atLeastDays?: number },
  rule: { readonly days: number | null } | null,
): number | null {
  const wanted = rule ? rule.days : days;
  return wanted === null ? null : Math.max(wanted, atLeastDays);
}

/** What is dated before it is past its time. */
export interface ExpiryLimit {
  readonly days: number;
  /** of what is dated by an instant: so many times 24 hours, whatever the clocks of the zone do meanwhile */
  readonly instant: Date;
  /** of what is dated by a day of the calendar: so many days before today */
  readonly day: LocalDate;
}

/** @param zone IANA: where a business day begins and ends */
export function keptSince(now: Date, days: number, zone: string): ExpiryLimit {
  return {
    days,
    instant: new Date(now.getTime() - days * DAY_MS),
    day: addDays(localDateIn(now, zone), -days),
  };
}

/** The day until which something of that day is kept, YYYY-MM-DD. */
export function keptUntil(day: Date, days: number): string {
  return new Date(day.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

export interface ExpiredRows {
  readonly rows: number;
  /** ISO 8601; null: there is none */
  readonly oldest: string | null;
}

/** Of one class. */
export interface RetentionLine extends ExpiredRows {
  readonly dataClass: string;
  readonly days: number;
}

/** The report with what was taken besides. */
export function withTaken(report: readonly RetentionLine[], taken: RetentionLine): readonly RetentionLine[] {
  if (taken.rows === 0) return report;
  const before = report.find(({ dataClass }) => dataClass === taken.dataClass);
  if (!before) return [...report, taken];
  const sum = { ...taken, rows: before.rows + taken.rows, oldest: older(before.oldest, taken.oldest) };
  return report.map((line) => (line === before ? sum : line));
}

/** Of two instants in ISO 8601. */
export function older(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
