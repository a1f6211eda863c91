import { addDays, type LocalDate } from '../../../src/values/local-date.js';

export interface ExpectedStatements {
  /** empty: nobody waits for one */
  readonly expectedEveryDays: number | null;
  /** the day to which the last statement reaches; before there is one, the day on which the account was opened here */
  readonly reachesTo: LocalDate;
}

/** The day by which the next statement has to be here. */
export function dueDay({ expectedEveryDays, reachesTo }: ExpectedStatements): LocalDate | null {
  return expectedEveryDays === null ? null : addDays(reachesTo, expectedEveryDays);
}

export function isLate(expected: ExpectedStatements, today: LocalDate): boolean {
  const due = dueDay(expected);
  return due !== null && due < today;
}
