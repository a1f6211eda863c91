import type { Database } from '../../kernel/ports.js';

/**
 * The database's time without asking it each time: measured now and then, carried on by the monotonic clock. The machine's own
 * wall clock plays no part, so a worker whose clock is wrong still agrees with the others.
 */
export interface DatabaseClock {
  now(): Date;
  measure(): Promise<void>;
  /** an instant by this process's wall clock, as the database would name it */
  fromProcess(instant: Date): Date;
  /** an instant by the database's clock, as this process's wall clock would name it */
  toProcess(instant: Date): Date;
}

/** A clock that goes back further than this was set, not measured. */
const MEASURED_WITHIN_MS = 1000;

export async function openDatabaseClock(database: Pick<Database, 'now'>): Promise<DatabaseClock> {
  let measured = 0;
  let measuredAt = 0;

  async function measure(): Promise<void> {
    const asked = performance.now();
    const answer = await database.now();
    measured = answer.getTime();
    measuredAt = (asked + performance.now()) / 2;
  }

  const milliseconds = () => Math.round(measured + performance.now() - measuredAt);
  const ahead = () => Date.now() - milliseconds();
  let told = 0;
  // A new measurement may find the last one a few milliseconds ahead: nothing ends before it began for that.
  const steady = (): number => {
    const now = milliseconds();
    if (now >= told || told - now > MEASURED_WITHIN_MS) told = now;
    return told;
  };

  await measure();
  return {
    measure,
    now: () => new Date(steady()),
    fromProcess: (instant) => new Date(instant.getTime() - ahead()),
    toProcess: (instant) => new Date(instant.getTime() + ahead()),
  };
}
