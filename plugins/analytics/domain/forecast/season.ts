/** A pattern that comes again: after how many points, and after how many exactly (a year is 52 weeks and a little more). */
export interface Season {
  readonly length: number;
  readonly exact: number;
}

const DAYS_OF_A_YEAR = 365.25;

export function seasonOf(length: number): Season | null {
  if (length < 2) return null;
  const exact = length === 52 ? DAYS_OF_A_YEAR / 7 : length === 365 ? DAYS_OF_A_YEAR : length;
  return { length, exact };
}
