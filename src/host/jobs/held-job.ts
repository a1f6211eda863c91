import type { Database } from '../../kernel/ports.js';
import type { JobRow } from './job-ledger.js';
import type { StartedJob } from './job-start.js';
import type { ProgressNote } from './progress-note.js';
import { jobQueries } from './job-tables.js';

/**
 * The row of a job that this process runs. Each change is made only while the row still carries our fence and runs, and says whether
 * it was: false means that the job was cancelled or is somebody else's.
 */
export interface HeldJob {
  beat(): Promise<boolean>;
  noteProgress(progress: ProgressNote): Promise<boolean>;
  finish(): Promise<boolean>;
  fail(error: string): Promise<boolean>;
  /** waits for another attempt */
  tryAgain(error: string, delayMs: number): Promise<Date | null>;
  /** waits again as if this start had not been */
  putBack(): Promise<Date | null>;
}

export function holdJob(database: Database, job: StartedJob): HeldJob {
  const mine = () =>
    jobQueries(database.queries)
      .updateTable('job')
      .where('id', '=', job.id)
      .where('fence', '=', job.fence)
      .where('state', '=', 'running');

  // Two writes of one millisecond change nothing, and a driver may count changes only: the row itself decides.
  async function isStillMine(): Promise<boolean> {
    const row = await jobQueries(database.queries)
      .selectFrom('job')
      .select(['fence', 'state'])
      .where('id', '=', job.id)
      .executeTakeFirst();
    return row?.fence === job.fence && row.state === 'running';
  }

  async function change(values: (now: Date) => Partial<JobRow>): Promise<Date | null> {
    const now = await database.now();
    const result = await mine()
      .set({ ...values(now), updated_at: now })
      .executeTakeFirst();
    return result.numUpdatedRows === 1n || (await isStillMine()) ? now : null;
  }

  const changed = async (values: (now: Date) => Partial<JobRow>) => (await change(values)) !== null;
  // The start was told by this process's estimate of the database's clock, which may be a millisecond ahead of the clock itself.
  const notBeforeStart = (now: Date): Date => (job.started_at && job.started_at > now ? job.started_at : now);
  const later = (now: Date, delayMs: number) => new Date(now.getTime() + delayMs);

  return {
    async beat() {
      const now = await database.now();
      // A heartbeat that had to wait for the database must not turn back the one that an effect has left meanwhile.
      const result = await mine()
        .set({ heartbeat_at: now })
        .where('heartbeat_at', '<', now)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n || isStillMine();
    },
    noteProgress: ({ done, total, note }) =>
      changed(() => ({
        progress: done,
        ...(total === null ? {} : { total }),
        ...(note === null ? {} : { note: note.slice(0, 255) }),
      })),
    finish: () =>
      changed((now) => ({
        state: 'done',
        finished_at: notBeforeStart(now),
        unique_key: null,
        wake_id: null,
        error: null,
      })),
    fail: (error) =>
      changed((now) => ({
        state: 'failed',
        finished_at: notBeforeStart(now),
        unique_key: null,
        wake_id: null,
        error,
      })),
    async tryAgain(error, delayMs) {
      const now = await change((at) => ({ state: 'scheduled', run_at: later(at, delayMs), error }));
      return now && later(now, delayMs);
    },
    putBack: () => change((now) => ({ state: 'scheduled', run_at: now, attempts: job.attempts - 1 })),
  };
}
