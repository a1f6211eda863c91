const MINUTE_MS = 60_000;
const MINUTES_OF_HOUR = 60;
const HOURS_OF_DAY = 24;
/** Beyond them an age is told in days. */
const HOURS_TOLD = 48;

/** Whole minutes between two instants; never less than none. */
export function minutesBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / MINUTE_MS));
}

/** `5 minutes ago`, `5 hours ago`, `3 days ago` in that language. @param minutes whole */
export function ageInWords(minutes: number, language: string): string {
  // "This minute" rather than "0 minutes ago".
  const format = new Intl.RelativeTimeFormat(language, { numeric: minutes === 0 ? 'auto' : 'always' });
  if (minutes < MINUTES_OF_HOUR) return format.format(-minutes, 'minute');
  const hours = Math.floor(minutes / MINUTES_OF_HOUR);
  if (hours <= HOURS_TOLD) return format.format(-hours, 'hour');
  return format.format(-Math.floor(hours / HOURS_OF_DAY), 'day');
}
