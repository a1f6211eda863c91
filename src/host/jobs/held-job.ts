import type { Database } from '../../kernel/ports.js';
import type { JobRow } from './job-ledger.js';
import type { StartedJob } from './job-start.js';
import { jobQueries } from './job-tables.js';

export interface ProgressNote {
  readonly done: number;
  readonly total: number | null;
  readonly note: string | null;
}

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
  async function change(values: (now: Date) => Partial<JobRow>): Promise<Date | null> {
    const now = await database.now();
    const result = await jobQueries(database.queries)
      .updateTable('job')
      .set({ ...values(now), updated_at: now })
      .where('id', '=', job.id)
      .where('fence', '=', job.fence)
      .where('state', '=', 'running')
      .executeTakeFirst();
    if (result.numUpdatedRows === 1n) return now;
    // A driver may count changed rows only, and two writes of one millisecond change nothing: the row itself decides.
    const row = await jobQueries(database.queries)
      .selectFrom('job')
      .select(['fence', 'state'])
      .where('id', '=', job.id)
      .executeTakeFirst();
    return row?.fence === job.fence && row.state === 'running' ? now : null;
  }

  const changed = async (values: (now: Date) => Partial<JobRow>) => (await change(values)) !== null;
  const later = (now: Date, delayMs: number) => new Date(now.getTime() + delayMs);

  return {
    beat: () => changed((now) => ({ heartbeat_at: now })),
    noteProgress: ({ done, total, note }) =>
      changed((now) => ({
        progress: done,
        heartbeat_at: now,
        ...(total === null ? {} : { total }),
        ...(note === null ? {} : { note: note.slice(0, 255) }),
      })),
    finish: () =>
      changed((now) => ({ state: 'done', finished_at: now, unique_key: null, wake_id: null, error: null })),
    fail: (error) =>
      changed((now) => ({ state: 'failed', finished_at: now, unique_key: null, wake_id: null, error })),
    async tryAgain(error, delayMs) {
      const now = await change((at) => ({ state: 'scheduled', run_at: later(at, delayMs), error }));
      return now && later(now, delayMs);
    },
    putBack: () => change((now) => ({ state: 'scheduled', run_at: now, attempts: job.attempts - 1 })),
  };
}
