import type { Database, Logger } from '../../kernel/ports.js';
import type { JobLedger } from './job-ledger.js';
import { jobQueries } from './job-tables.js';
import type { JobTiming } from './job-timing.js';
import type { Waker } from './waker.js';

const AT_ONCE = 100;

/**
 * Wakes again what nothing will wake: a process died between a job's row and its wake-up, or the queue was emptied or exchanged.
 * Waking one job twice does no harm: only one start takes it.
 */
export async function sweepLostWakes(given: {
  readonly database: Database;
  readonly ledger: JobLedger;
  readonly waker: Waker;
  readonly timing: JobTiming;
  readonly names: readonly string[];
  readonly log: Logger;
}): Promise<number> {
  const { database, ledger, waker, timing, names, log } = given;
  if (names.length === 0) return 0;
  const now = await database.now();
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);

  const suspects = await jobQueries(database.queries)
    .selectFrom('job')
    .select(['id', 'name', 'run_at', 'wake_id'])
    .where('name', 'in', [...names])
    .where((is) =>
      is.or([
        is.and([
          is('state', '=', 'scheduled'),
          is('wake_id', 'is', null),
          is('updated_at', '<', ago(timing.lateMs)),
        ]),
        is.and([is('state', '=', 'scheduled'), is('run_at', '<', ago(timing.lateMs))]),
        is.and([
          is('state', '=', 'running'),
          is('heartbeat_at', '<', ago(timing.lockLifetimeMs + timing.lateMs)),
        ]),
      ]),
    )
    .orderBy('run_at')
    .limit(AT_ONCE)
    .execute();

  let woken = 0;
  for (const job of suspects) {
    if (job.wake_id && (await waker.knows(job.wake_id))) continue;
    await ledger.wakeMade(job.id, await waker.wake(job.name, job.id, job.run_at ?? now));
    woken += 1;
  }
  if (woken > 0) log.warn({ woken }, 'jobs whose wake-up was lost are woken again');
  return woken;
}
