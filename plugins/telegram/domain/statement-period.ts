import {
  firstDayOf,
  lastDayOf,
  monthOf,
  previousMonth,
  type LocalDate,
  type LocalMonth,
} from '../../../src/values/local-date.js';

export const STATEMENT_PERIODS = ['this-month', 'last-month', 'this-year'] as const;
export type StatementPeriod = (typeof STATEMENT_PERIODS)[number];

/** Both days included; what is not over yet ends today. */
export function daysOfPeriod(period: StatementPeriod, today: LocalDate) {
  const month = monthOf(today);
  switch (period) {
    case 'this-month':
      return { from: firstDayOf(month), to: today };
    case 'last-month':
      return { from: firstDayOf(previousMonth(month)), to: lastDayOf(previousMonth(month)) };
    case 'this-year':
      return { from: firstDayOf(`${today.slice(0, 4)}-01` as LocalMonth), to: today };
  }
}
