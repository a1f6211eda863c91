import {
  addDays,
  firstDayOf,
  lastDayOf,
  monthOf,
  previousMonth,
  weekday,
  type LocalDate,
} from '../../../src/values/local-date.js';

export const KPI_SPANS = ['today', 'week', 'month'] as const;
export type KpiSpan = (typeof KPI_SPANS)[number];

interface Days {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface KpiPeriod extends Days {
  /** as many days of the span before; a day is held against the same day of last week: weekends sell otherwise */
  readonly compared: Days;
  /** the days of the picture */
  readonly drawn: Days;
}

/** Weeks begin on Monday (ISO 8601); each span ends today. @param today in the organisation's zone */
export function kpiPeriod(span: KpiSpan, today: LocalDate): KpiPeriod {
  const weekBefore = addDays(today, -7);
  switch (span) {
    case 'today':
      return {
        ...{ from: today, to: today },
        compared: { from: weekBefore, to: weekBefore },
        drawn: { from: addDays(today, -6), to: today },
      };
    case 'week': {
      const days = { from: addDays(today, 1 - weekday(today)), to: today };
      return { ...days, compared: { from: addDays(days.from, -7), to: weekBefore }, drawn: days };
    }
    case 'month': {
      const days = { from: firstDayOf(monthOf(today)), to: today };
      const before = previousMonth(monthOf(today));
      return { ...days, compared: { from: firstDayOf(before), to: sameDayOf(before, today) }, drawn: days };
    }
  }
}

/** The last day of a month is held against the last day of the other, however long each is: so does the dashboard. */
function sameDayOf(month: ReturnType<typeof monthOf>, day: LocalDate): LocalDate {
  const last = lastDayOf(month);
  const same = `${month}${day.slice(7)}` as LocalDate;
  return day === lastDayOf(monthOf(day)) || same > last ? last : same;
}
