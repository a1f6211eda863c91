import type { HealthReport } from '../../kernel/contributions.js';
import type { Database } from '../../kernel/ports.js';
import { jobQueries } from './job-tables.js';
import type { Waker } from './waker.js';

const OVERDUE_MS = 5 * 60_000;
const RECENT_MS = 24 * 60 * 60_000;

/** Whether jobs get done: nothing waits long past its time, nothing has died within a day. */
export async function reportOnJobs(database: Database): Promise<HealthReport> {
  const now = await database.now();
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  const count = async (
    state: 'scheduled' | 'failed',
    column: 'run_at' | 'finished_at',
    operator: '<' | '>',
    than: Date,
  ) => {
    const counted = await jobQueries(database.queries)
      .selectFrom('job')
      .select((sql) => sql.fn.countAll().as('jobs'))
      .where('state', '=', state)
      .where(column, operator, than)
      .executeTakeFirstOrThrow();
    return Number(counted.jobs);
  };

  const overdue = await count('scheduled', 'run_at', '<', ago(OVERDUE_MS));
  if (overdue > 0) {
    return {
      state: 'warning',
      detail: `${overdue} jobs have waited for more than five minutes`,
      mend: 'start a process with ROLE=worker (or ROLE=all)',
    };
  }
  const dead = await count('failed', 'finished_at', '>', ago(RECENT_MS));
  if (dead > 0)
    return {
      state: 'warning',
      detail: `${dead} jobs have failed within a day`,
      mend: 'look at Jobs in the panel, mend the cause, choose Retry',
    };
  return { state: 'well' };
}

/** The same, and whether the queue answers at all. */
export async function reportOnQueue(
  database: Database,
  waker: Pick<Waker, 'backend' | 'connected'>,
): Promise<HealthReport> {
  if (!waker.connected())
    return {
      state: 'failing',
      detail: `the job queue (${waker.backend}) cannot be reached`,
      mend: 'check JOBS_URL',
    };
  return reportOnJobs(database);
}
