import type { HealthReport, JobDefinition } from '../../kernel/contributions.js';
import type { PluginContext } from '../../kernel/plugin.js';
import type { Database, Jobs, Logger } from '../../kernel/ports.js';
import { openDatabaseClock } from './database-clock.js';
import { openJobLedger } from './job-ledger.js';
import { startJob } from './job-start.js';
import { DEFAULT_JOB_TIMING, type JobTiming } from './job-timing.js';
import { reportOnQueue } from './job-health.js';
import { whyNotRepeatable } from './occurrences.js';
import { planNextOccurrence, withdrawOutdatedOccurrence } from './plan-occurrences.js';
import type { ProgressNote } from './progress-note.js';
import { runJob, type RunningJob } from './run-job.js';
import { makeJobsPort } from './jobs-port.js';
import { openRounds } from './rounds.js';
import { makeWakeUps } from './wake-ups.js';
import { sweepLostWakes } from './sweep-lost-wakes.js';
import { openWaker } from './waker.js';

const MEASURE_CLOCK_MS = 30_000;

export interface RegisteredJob {
  readonly plugin: string;
  readonly definition: JobDefinition<unknown>;
}

export interface HouseJobs {
  readonly port: Jobs;
  /** begins to take jobs: in a worker */
  start(): Promise<void>;
  /** takes no more jobs, waits up to `ms` for those that run, then stops them and puts them back */
  drain(ms: number): Promise<void>;
  close(): Promise<void>;
  health(): Promise<HealthReport>;
  /** how far the jobs are that this process runs, by id */
  running(): ReadonlyMap<string, ProgressNote>;
}

export interface JobsOptions {
  /** JOBS_URL; null keeps the wake-ups in the house's own database */
  readonly url: string | null;
  readonly database: { readonly port: Database };
  readonly definitions: readonly RegisteredJob[];
  readonly contextOf: (plugin: string) => PluginContext;
  readonly log: Logger;
  /** the organisation's IANA zone, asked for whenever a cron line is read */
  readonly zone: () => Promise<string>;
  readonly timing?: Partial<JobTiming>;
}

/**
 * The house's jobs: a row in the app's database for every job, Agenda to wake a worker for it. Started at least once, effects exactly
 * once. Throws on a definition that cannot be kept.
 */
export async function createJobs(options: JobsOptions): Promise<HouseJobs> {
  const { definitions, contextOf, log, zone } = options;
  const database = options.database.port;
  const timing = { ...DEFAULT_JOB_TIMING, ...options.timing };
  const registered = byName(definitions);
  const clock = await openDatabaseClock(database);
  const ledger = openJobLedger(database);
  const running = new Map<string, RunningJob>();
  const rounds = openRounds(log);
  let draining = false;
  let started = false;

  const waker = await openWaker({
    url: options.url,
    database,
    clock,
    timing,
    log,
    kinds: definitions.map(({ definition }) => ({
      name: definition.name,
      concurrency: definition.concurrency ?? 1,
    })),
    onWake: seeTo,
  });
  const wakeUps = makeWakeUps(ledger, waker, log);
  const port = makeJobsPort({
    ledger,
    wakeUps,
    running,
    definitionOf: (name) => definitionOf(name).definition,
  });

  async function seeTo(id: string, touch: (blocked: boolean) => Promise<void>): Promise<Date | null> {
    if (draining) return clock.now();
    const outcome = await startJob(database, clock, id, timing.lockLifetimeMs);
    if (outcome.kind === 'over') return null;
    if (outcome.kind === 'not-yet') return outcome.at;
    const { plugin, definition } = definitionOf(outcome.job.name);
    try {
      return await runJob({
        job: outcome.job,
        definition,
        context: contextOf(plugin),
        database,
        timing,
        log,
        touch,
        clock,
        onRunning: (run) => {
          running.set(id, run);
          if (draining) run.stop('draining');
        },
      });
    } finally {
      running.delete(id);
      if (definition.repeat && !draining) await plan(definition);
    }
  }

  function definitionOf(name: string): RegisteredJob {
    const found = registered.get(name);
    if (!found)
      throw new Error(
        `No plugin has a job named "${name}". Known are: ${[...registered.keys()].join(', ')}.`,
      );
    return found;
  }

  async function plan(definition: JobDefinition<unknown>): Promise<void> {
    try {
      await planNextOccurrence({
        database,
        ledger,
        definition,
        zone: await zone(),
        planned: (id, at) => wakeUps.make(definition.name, id, at),
      });
    } catch (error) {
      log.error(
        { error, name: definition.name },
        'the next occurrence of a repeating job could not be planned',
      );
    }
  }

  async function planAll(): Promise<void> {
    for (const { definition } of definitions) await plan(definition);
  }

  rounds.every(MEASURE_CLOCK_MS, 'reading the database clock', clock.measure);

  async function drain(ms: number): Promise<void> {
    if (draining) return;
    draining = true;
    rounds.end();
    await waker.stop();
    await atMost(ms, waker.idle());
    for (const run of running.values()) run.stop('draining');
    await atMost(timing.graceMs * 2, waker.idle());
  }

  return {
    port,
    drain,
    async start() {
      if (started) return;
      started = true;
      const currentZone = await zone();
      for (const { definition } of definitions) {
        await wakeUps.forget(
          await withdrawOutdatedOccurrence({ database, ledger, definition, zone: currentZone }),
        );
      }
      await planAll();
      rounds.every(timing.sweepMs, 'planning repeating jobs', planAll);
      rounds.every(timing.sweepMs, 'looking for lost wake-ups', () =>
        sweepLostWakes({ database, ledger, waker, timing, names: [...registered.keys()], log }),
      );
      // A queue that cannot be reached yet does not hold up the house.
      void waker.start().catch((error: unknown) => log.error({ error }, 'the job queue did not start'));
    },
    async close() {
      await drain(0);
      await waker.close();
    },
    health: () => reportOnQueue(database, waker),
    running: () =>
      new Map(
        [...running].flatMap(([id, run]): [string, ProgressNote][] => {
          const note = run.progress();
          return note ? [[id, note]] : [];
        }),
      ),
  };
}

function byName(definitions: readonly RegisteredJob[]): Map<string, RegisteredJob> {
  const registered = new Map<string, RegisteredJob>();
  for (const { plugin, definition } of definitions) {
    const other = registered.get(definition.name);
    if (other)
      throw new Error(
        `Two jobs are named "${definition.name}": of ${other.plugin} and of ${plugin}. Rename one.`,
      );
    const fault = definition.repeat ? whyNotRepeatable(definition.repeat) : null;
    if (fault)
      throw new Error(
        `Job "${definition.name}" of ${plugin} cannot repeat at ${fault}. Mend \`repeat\` in its definition.`,
      );
    registered.set(definition.name, { plugin, definition });
  }
  return registered;
}

async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))]);
  clearTimeout(timer);
}
