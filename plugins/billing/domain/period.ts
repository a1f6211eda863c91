import { monthOf, nextMonth, type LocalDate, type LocalMonth } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

/**
 * Every date that a posting carries must lie in an open month. A month before a closed one is closed as well, also when
 * nobody ever closed it: what is backdated behind a closed month changes the balance that it was closed with.
 * `closed` has to hold the latest closed month. Refuses `period-closed`.
 */
export function mayPost(dates: readonly LocalDate[], closed: ReadonlySet<LocalMonth>): Result<true, Refusal> {
  const last = lastClosedOf(closed);
  const month = last === null ? undefined : dates.map(monthOf).find((candidate) => candidate <= last);
  return month === undefined ? ok(true) : err({ code: 'period-closed', month });
}

/** The latest of the closed months, null when none is. */
export function lastClosedOf(closed: Iterable<LocalMonth>): LocalMonth | null {
  let last: LocalMonth | null = null;
  for (const month of closed) if (last === null || month > last) last = month;
  return last;
}

/**
 * Months are closed in their order and only when they are over: `lastClosed` is the latest closed month, null when none is.
 * Refuses `period-already-closed`, `period-not-over`, `earlier-period-open`.
 */
export function mayClose(
  month: LocalMonth,
  lastClosed: LocalMonth | null,
  today: LocalDate,
): Result<true, Refusal> {
  if (lastClosed !== null && month <= lastClosed) return err({ code: 'period-already-closed', month });
  if (month >= monthOf(today)) return err({ code: 'period-not-over', month });
  // The first month to be closed may be any: it closes whatever lies before it.
  if (lastClosed !== null && month !== nextMonth(lastClosed))
    return err({ code: 'earlier-period-open', month: nextMonth(lastClosed) });
  return ok(true);
}

/** Only the latest closed month opens again. Refuses `period-not-closed`, `later-period-closed`. */
export function mayReopen(month: LocalMonth, lastClosed: LocalMonth | null): Result<true, Refusal> {
  if (lastClosed === null || month > lastClosed) return err({ code: 'period-not-closed', month });
  return month === lastClosed ? ok(true) : err({ code: 'later-period-closed', month: lastClosed });
}
