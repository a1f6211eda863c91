const HOUR_MS = 3_600_000;
const HOURS_OF_DAY = 24;
/** Beyond them an age is told in days. */
const HOURS_TOLD = 48;

/** Whole hours between two instants; never less than none. */
export function hoursBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / HOUR_MS));
}

/** `5 hours ago`, `3 days ago` in that language. @param hours whole */
export function ageInWords(hours: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  if (hours <= HOURS_TOLD) return format.format(-hours, 'hour');
  return format.format(-Math.floor(hours / HOURS_OF_DAY), 'day');
}
