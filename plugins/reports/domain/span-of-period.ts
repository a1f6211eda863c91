import {
  addDays,
  firstDayOf,
  monthOf,
  previousMonth,
  weekday,
  type LocalDate,
  type LocalMonth,
} from '../../../src/values/local-date.js';
import type { PeriodPreset, ReportPeriod } from '../contract/definition.js';

/** Both days included. */
export interface Span {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Which days a period is when it is asked for on `today`. Weeks begin on Monday (ISO 8601). */
export function spanOfPeriod(period: ReportPeriod, today: LocalDate): Span {
  return 'preset' in period ? spanOfPreset(period.preset, today) : { from: period.from, to: period.to };
}

function spanOfPreset(preset: PeriodPreset, today: LocalDate): Span {
  const month = monthOf(today);
  const monday = addDays(today, 1 - weekday(today));
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'this-week':
      return { from: monday, to: today };
    case 'last-week':
      return { from: addDays(monday, -7), to: addDays(monday, -1) };
    case 'this-month':
      return { from: firstDayOf(month), to: today };
    case 'last-month':
      return monthsBefore(month, 1);
    case 'this-quarter':
      return { from: firstDayOf(quarterOf(month)), to: today };
    case 'last-quarter':
      return monthsBefore(quarterOf(month), 3);
    case 'this-year':
      return { from: firstDayOf(januaryOf(month)), to: today };
    case 'last-year':
      return monthsBefore(januaryOf(month), 12);
    case 'last-30-days':
      return { from: addDays(today, -30), to: addDays(today, -1) };
    case 'last-12-months':
      return monthsBefore(month, 12);
    case 'last-24-months':
      return monthsBefore(month, 24);
  }
}

/** The `count` whole months before `month`. */
function monthsBefore(month: LocalMonth, count: number): Span {
  let first = month;
  for (let left = count; left > 0; left -= 1) first = previousMonth(first);
  return { from: firstDayOf(first), to: addDays(firstDayOf(month), -1) };
}

function quarterOf(month: LocalMonth): LocalMonth {
  const [year, number] = month.split('-');
  const first = Math.floor((Number(number) - 1) / 3) * 3 + 1;
  return `${year}-${String(first).padStart(2, '0')}` as LocalMonth;
}

function januaryOf(month: LocalMonth): LocalMonth {
  return `${month.slice(0, 4)}-01` as LocalMonth;
}
