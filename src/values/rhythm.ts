/** When a schedule runs, as people say it. `at` is HH:MM of the schedule's zone; days of the week as in cron, Sunday 0 to Saturday 6. */
export type Rhythm =
  | { readonly kind: 'daily'; readonly at: string }
  | { readonly kind: 'weekly'; readonly days: readonly number[]; readonly at: string }
  | { readonly kind: 'monthly'; readonly day: number; readonly at: string }
  /** the months that follow a quarter: January, April, July, October */
  | { readonly kind: 'quarterly'; readonly day: number; readonly at: string }
  | { readonly kind: 'cron'; readonly cron: string };

export const RHYTHMS = [
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'cron',
] as const satisfies readonly Rhythm['kind'][];

/** Every month has this day. */
export const LAST_COMMON_DAY = 28;

const QUARTER_BEGINS = '1,4,7,10';

/** Five fields: minute, hour, day of the month, month, day of the week. */
export function cronOf(rhythm: Rhythm): string {
  if (rhythm.kind === 'cron') return rhythm.cron.trim().replace(/\s+/g, ' ');
  const [hour = '0', minute = '0'] = rhythm.at.split(':').map((part) => String(Number(part)));
  switch (rhythm.kind) {
    case 'daily':
      return `${minute} ${hour} * * *`;
    case 'weekly':
      return `${minute} ${hour} * * ${[...rhythm.days].sort().join(',')}`;
    case 'monthly':
      return `${minute} ${hour} ${rhythm.day} * *`;
    case 'quarterly':
      return `${minute} ${hour} ${rhythm.day} ${QUARTER_BEGINS} *`;
  }
}

/** The words for five fields; `cron` itself where there are none. */
export function rhythmOf(cron: string): Rhythm {
  const asItIs: Rhythm = { kind: 'cron', cron };
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...rest] = cron.trim().split(/\s+/);
  if (rest.length > 0 || !isWithin(minute, 59) || !isWithin(hour, 23)) return asItIs;
  const at = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  const isAnyDay = day === '*';
  if (isAnyDay && month === '*') {
    if (weekday === '*') return { kind: 'daily', at };
    const days = weekdaysOf(weekday);
    return days ? { kind: 'weekly', days, at } : asItIs;
  }
  const isCommonDay = isWithin(day, LAST_COMMON_DAY) && Number(day) > 0;
  if (weekday !== '*' || !isCommonDay) return asItIs;
  if (month === '*') return { kind: 'monthly', day: Number(day), at };
  return month === QUARTER_BEGINS ? { kind: 'quarterly', day: Number(day), at } : asItIs;
}

function isWithin(field: string, most: number): boolean {
  return /^\d{1,2}$/.test(field) && Number(field) <= most;
}

/** `1,3,5` and `1-5`; 7 is Sunday as 0 is. */
function weekdaysOf(field: string): readonly number[] | null {
  const days = field.split(',').flatMap((part) => {
    const [, from, to = from] = /^([0-7])(?:-([0-7]))?$/.exec(part) ?? [];
    if (from === undefined || Number(to) < Number(from)) return [NaN];
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, step) => (Number(from) + step) % 7);
  });
  return days.some(Number.isNaN) ? null : [...new Set(days)].sort();
}
