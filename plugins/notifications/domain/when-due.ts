/** An IANA zone's wall clock. An adapter knows the zones; rules ask it. */
export interface ZoneClock {
  /** what a clock on the wall shows */
  wall(at: Date, zone: string): WallTime;
  /** The instant at which it shows that; where clocks are put forward over it, the one as long after the gap began. */
  instant(wall: WallTime, zone: string): Date;
  isZone(zone: string): boolean;
}

export interface WallTime {
  /** YYYY-MM-DD */
  readonly day: string;
  /** since midnight: 0 to 1439 */
  readonly minute: number;
}

/** When and how often somebody wants to be told. */
export interface Rhythm {
  /** IANA */
  readonly zone: string;
  /** minutes since midnight; `to` before `from` spans midnight; equal is none */
  readonly quiet: { readonly from: number; readonly to: number } | null;
  readonly digest: 'instant' | 'hourly' | 'daily';
}

export interface Due {
  readonly dueAt: Date;
  readonly digest: 'hourly' | 'daily' | null;
}

const MINUTE_MS = 60_000;
const HOUR = 60;
/** Offsets of zones differ by half hours (Lord Howe's summer by one of them). */
const STEP_MS = 30 * MINUTE_MS;

/** When a message that could go `from` that instant goes. What is urgent (priority 0) waits for nothing. */
export function whenDue(
  clock: ZoneClock,
  {
    from,
    priority,
    rhythm,
    digestHour,
  }: {
    readonly from: Date;
    readonly priority: 0 | 1 | 2;
    readonly rhythm: Rhythm;
    /** of the reader's day */
    readonly digestHour: number;
  },
): Due {
  if (priority === 0) return { dueAt: from, digest: null };
  if (rhythm.digest === 'instant') return { dueAt: afterQuiet(clock, from, rhythm), digest: null };
  const gathered =
    rhythm.digest === 'hourly'
      ? nextFullHour(clock, from, rhythm.zone)
      : nextHourOfDay(clock, from, rhythm.zone, digestHour);
  return { dueAt: afterQuiet(clock, gathered, rhythm), digest: rhythm.digest };
}

export function isQuiet(clock: ZoneClock, at: Date, { zone, quiet }: Rhythm): boolean {
  if (quiet === null || quiet.from === quiet.to) return false;
  const { minute } = clock.wall(at, zone);
  return quiet.from < quiet.to
    ? minute >= quiet.from && minute < quiet.to
    : minute >= quiet.from || minute < quiet.to;
}

/** `at` itself, or the end of the quiet hours that it lies in. */
export function afterQuiet(clock: ZoneClock, at: Date, rhythm: Rhythm): Date {
  if (rhythm.quiet === null || !isQuiet(clock, at, rhythm)) return at;
  const { day, minute } = clock.wall(at, rhythm.zone);
  const { to } = rhythm.quiet;
  let end = clock.instant({ day: minute < to ? day : dayAfter(day), minute: to }, rhythm.zone);
  // An hour that comes twice: the first end of it is past, or leads back into the quiet.
  while (end < at || isQuiet(clock, end, rhythm)) end = new Date(end.getTime() + STEP_MS);
  return end;
}

function nextFullHour(clock: ZoneClock, at: Date, zone: string): Date {
  const past = (clock.wall(at, zone).minute % HOUR) * MINUTE_MS + (at.getTime() % MINUTE_MS);
  return past === 0 ? at : new Date(at.getTime() - past + HOUR * MINUTE_MS);
}

function nextHourOfDay(clock: ZoneClock, at: Date, zone: string, hour: number): Date {
  const { day } = clock.wall(at, zone);
  const today = clock.instant({ day, minute: hour * HOUR }, zone);
  return today >= at ? today : clock.instant({ day: dayAfter(day), minute: hour * HOUR }, zone);
}

function dayAfter(day: string): string {
  const noon = new Date(`${day}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + 1);
  return noon.toISOString().slice(0, 10);
}
