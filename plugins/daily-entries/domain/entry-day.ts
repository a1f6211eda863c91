import { addDays, localDateIn, weekday, type LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

/** The clock on the organisation's wall: its day, and the hour that has begun, 0 to 23. */
export interface Moment {
  readonly today: LocalDate;
  readonly hour: number;
}

/** @param zone IANA */
export function momentIn(instant: Date, zone: string): Moment {
  const format = new Intl.DateTimeFormat('en-US', { hour: 'numeric', hourCycle: 'h23', timeZone: zone });
  return { today: localDateIn(instant, zone), hour: Number(format.format(instant)) };
}

/** A day is open to managers from its beginning until the cut-off hour of the day after it. */
export function isBeforeCutOff(day: LocalDate, { today, hour }: Moment, cutoffHour: number): boolean {
  if (day >= today) return true;
  return addDays(day, 1) === today && hour < cutoffHour;
}

/** Refuses `day-in-future`, and for whom the cut-off binds `cut-off-passed`. @param cutoffHour null: it binds not */
export function mayWriteDay(
  day: LocalDate,
  moment: Moment,
  cutoffHour: number | null,
): Result<true, Refusal> {
  if (day > moment.today) return err({ code: 'day-in-future', day, today: moment.today });
  return cutoffHour === null || isBeforeCutOff(day, moment, cutoffHour)
    ? ok(true)
    : err({ code: 'cut-off-passed', day, hour: cutoffHour });
}

const LAST_WORK_DAY: Readonly<Record<string, number>> = { 'mon-fri': 5, 'mon-sat': 6, 'every-day': 7 };

/** @param workDays `mon-fri`, `mon-sat`, `every-day` */
export function isWorkDay(day: LocalDate, workDays: string): boolean {
  return weekday(day) <= (LAST_WORK_DAY[workDays] ?? 7);
}
