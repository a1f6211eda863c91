import type { JobDefinition, JobRun } from '../../kernel/contributions.js';
import type { PluginContext } from '../../kernel/plugin.js';
import type { Database, Logger } from '../../kernel/ports.js';
import { delayBeforeNextAttempt } from './backoff.js';
import { effectOnce } from './effect-once.js';
import type { DatabaseClock } from './database-clock.js';
import { holdJob, type HeldJob } from './held-job.js';
import type { ProgressNote } from './progress-note.js';
import type { StartedJob } from './job-start.js';
import { JobStopped, type StopReason } from './job-stopped.js';
import { jobQueries } from './job-tables.js';
import { LONGEST_TIMER_MS, type JobTiming } from './job-timing.js';
import { keepAlive, type KeepAlive } from './keep-alive.js';
import { openProgressWriter } from './progress-writer.js';

/** What staff read for a run that took too long; the sentence is `host:jobs.errors.timed-out`. */
export const TIMED_OUT = 'timed-out';

const LONGEST_ERROR = 4_000;
const SETTLE_AGAIN_MS = 250;

type Ending =
  | { readonly kind: 'done' }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'stopped'; readonly reason: StopReason };

export interface JobToRun {
  readonly job: StartedJob;
  readonly definition: JobDefinition<unknown>;
  readonly context: PluginContext;
  readonly database: Database;
  readonly timing: JobTiming;
  readonly log: Logger;
  readonly touch: (blocked: boolean) => Promise<void>;
  readonly clock: DatabaseClock;
  readonly onRunning: (run: RunningJob) => void;
}

/** What this process may do with a job that it runs. */
export interface RunningJob {
  readonly stop: (reason: StopReason) => void;
  readonly progress: () => ProgressNote | null;
}

/** Runs a started job to its end and writes what became of it. Returns when it is to be woken again (database time), or null. */
export async function runJob(given: JobToRun): Promise<Date | null> {
  const { job, definition, database, timing, log } = given;
  const held = holdJob(database, job);
  const switchOff = new AbortController();
  const stop = (reason: StopReason) => switchOff.abort(new JobStopped(reason));

  const alive = keepAlive({
    held,
    timing,
    log,
    embedded: database.dialect === 'sqlite',
    touch: given.touch,
    stop,
    whyLost: () => whyLost(database, job.id),
  });
  const timeout =
    definition.timeoutMs === undefined
      ? null
      : setTimeout(() => stop('timed-out'), Math.min(definition.timeoutMs, LONGEST_TIMER_MS));
  const progress = openProgressWriter(async (note) => {
    await held
      .noteProgress(note)
      .catch((error: unknown) => log.debug({ error, job: job.id }, 'progress was not written'));
  });
  given.onRunning({ stop, progress: progress.latest });
  try {
    const run: Omit<JobRun<unknown>, 'data'> = {
      id: job.id,
      attempt: job.attempts,
      lastAttempt: job.attempts >= job.max_attempts,
      context: restoringWithin(given.context, alive),
      signal: switchOff.signal,
      progress: async (done, total, note) => progress.report(done, total, note),
      effectOnce: (key, effect) =>
        alive.during(() => effectOnce({ database, clock: given.clock, start: job }, key, effect)),
    };
    const ending = await untilEnd(work(definition, job.data, run), switchOff.signal, timing.graceMs);
    if (timeout) clearTimeout(timeout);
    await progress.close();
    return await insist(() => settle(held, ending, given), alive.holds);
  } finally {
    if (timeout) clearTimeout(timeout);
    alive.end();
  }
}

/** Bringing rows back is the one transaction of a job that may take longer than its lock lives, and it says at its end that the job lived. */
function restoringWithin(context: PluginContext, alive: KeepAlive): PluginContext {
  const { copies } = context;
  return {
    ...context,
    copies: {
      ...copies,
      restore: (actor, restored, work) => alive.during(() => copies.restore(actor, restored, work)),
    },
  };
}

class UnreadableData extends Error {}

async function work(
  definition: JobDefinition<unknown>,
  stored: string,
  run: Omit<JobRun<unknown>, 'data'>,
): Promise<void> {
  let data: unknown;
  try {
    data = definition.parse(JSON.parse(stored));
  } catch (error) {
    throw new UnreadableData(messageOf(error), { cause: error });
  }
  await definition.run({ ...run, data });
}

async function untilEnd(running: Promise<void>, signal: AbortSignal, graceMs: number): Promise<Ending> {
  let grace: NodeJS.Timeout | null = null;
  const stopped = () => ({ kind: 'stopped', reason: (signal.reason as JobStopped).reason }) as const;
  const leftBehind = new Promise<Ending>((resolve) => {
    signal.addEventListener('abort', () => {
      grace = setTimeout(() => resolve(stopped()), graceMs);
    });
  });
  const ended = running.then<Ending, Ending>(
    () => (signal.aborted ? stopped() : { kind: 'done' }),
    (error: unknown) => {
      if (signal.aborted) return stopped();
      return error instanceof JobStopped
        ? { kind: 'stopped', reason: error.reason }
        : { kind: 'threw', error };
    },
  );
  const ending = await Promise.race([ended, leftBehind]);
  if (grace) clearTimeout(grace);
  return ending;
}

async function settle(
  held: HeldJob,
  ending: Ending,
  { job, definition, log }: JobToRun,
): Promise<Date | null> {
  if (ending.kind === 'done') {
    await held.finish();
    return null;
  }
  if (ending.kind === 'stopped' && ending.reason === 'draining') return held.putBack();
  if (ending.kind === 'stopped' && ending.reason !== 'timed-out') {
    log.info({ job: job.id, name: job.name, reason: ending.reason }, 'a job was stopped');
    return null;
  }
  const error = ending.kind === 'stopped' ? TIMED_OUT : messageOf(ending.error).slice(0, LONGEST_ERROR);
  log.warn(
    {
      job: job.id,
      name: job.name,
      attempt: job.attempts,
      error: ending.kind === 'threw' ? ending.error : error,
    },
    'a job failed',
  );
  const hopeless = ending.kind === 'threw' && ending.error instanceof UnreadableData;
  if (hopeless || job.attempts >= job.max_attempts) {
    await held.fail(error);
    return null;
  }
  return held.tryAgain(error, delayBeforeNextAttempt(definition, job.attempts));
}

/** A database that is away for a moment must not make a finished job run once more. */
async function insist<T>(write: () => Promise<T>, worthwhile: () => boolean): Promise<T> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!worthwhile()) throw error;
      await new Promise((resolve) => setTimeout(resolve, SETTLE_AGAIN_MS));
    }
  }
}

async function whyLost(database: Database, id: string): Promise<StopReason> {
  const row = await jobQueries(database.queries)
    .selectFrom('job')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.state === 'cancelled' ? 'cancelled' : 'lost';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
