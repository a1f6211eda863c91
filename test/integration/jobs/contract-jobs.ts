import { defineEvent } from '../../../src/kernel/events.js';
import type { JobDefinition, JobRun } from '../../../src/kernel/contributions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Database } from '../../../src/kernel/ports.js';
import type { RegisteredJob } from '../../../src/host/jobs/create-jobs.js';
import type { JobTiming } from '../../../src/host/jobs/job-timing.js';

/** One effect of a contract job; its rows in the outbox are counted. */
export const counted = defineEvent<{ readonly key: string }>(
  'contract.counted',
  'An effect of a job under test',
);

/** Short enough to watch locks expire, long enough for a busy machine. */
export const CONTRACT_TIMING: Partial<JobTiming> = {
  lockLifetimeMs: 3_000,
  heartbeatMs: 400,
  pollMs: 200,
  sweepMs: 700,
  lateMs: 700,
  graceMs: 500,
};

export interface ContractData {
  readonly key: string;
  readonly ms?: number;
  readonly failures?: number;
}

/** What the jobs of one process tell the test that runs in the same process. */
export interface Watch {
  readonly starts: { readonly key: string; readonly attempt: number; readonly at: number }[];
  readonly stops: { readonly key: string; readonly reason: string }[];
  readonly refusedEffects: string[];
  inFlight: number;
  mostInFlight: number;
  /** while true, jobs of the kind `broken` fail */
  broken: boolean;
}

export function watch(): Watch {
  return { starts: [], stops: [], refusedEffects: [], inFlight: 0, mostInFlight: 0, broken: true };
}

/** The jobs that the contract is tried with. `prefix` keeps tests that share a queue apart. */
export function contractJobs(
  prefix: string,
  seen: Watch,
): Record<
  'count' | 'slow' | 'failing' | 'broken' | 'stuck' | 'steps' | 'pair' | 'tick' | 'beacon' | 'apply',
  RegisteredJob
> {
  const job = (
    kind: string,
    run: (job: JobRun<ContractData>) => Promise<void>,
    more: Partial<JobDefinition<ContractData>> = {},
  ): RegisteredJob => {
    const definition: JobDefinition<ContractData> = {
      name: `${prefix}.${kind}`,
      permission: 'contract.run',
      parse: parseData,
      backoff: { firstMs: 300, factor: 2, maxMs: 10_000 },
      ...more,
      run: watched(seen, run),
    };
    return { plugin: 'contract', definition: definition as JobDefinition<unknown> };
  };

  return {
    count: job('count', (run) => effect(run, run.data.key)),
    slow: job(
      'slow',
      async (run) => {
        await effect(run, `${run.data.key}:before`);
        await pause(run.data.ms ?? 1_000, run.signal);
        await effect(run, `${run.data.key}:after`);
      },
      { concurrency: 20, attempts: 5 },
    ),
    failing: job('failing', async (run) => {
      await effect(run, run.data.key);
      if (run.attempt <= (run.data.failures ?? 0))
        throw new Error(`attempt ${run.attempt} of ${run.data.key} fails`);
    }),
    broken: job(
      'broken',
      async (run) => {
        await effect(run, run.data.key);
        if (seen.broken) throw new Error('the printer is on fire');
      },
      { attempts: 2 },
    ),
    stuck: job(
      'stuck',
      async (run) => {
        // Deaf to its signal: it goes on after it was given up.
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        await run
          .effectOnce(`${prefix}:${run.data.key}`, (tx) => tx.emit(counted, { key: run.data.key }))
          .catch((error: unknown) => seen.refusedEffects.push(String(error)));
      },
      { timeoutMs: 400, attempts: 1 },
    ),
    steps: job('steps', async (run) => {
      for (let done = 1; done <= 300; done += 1) await run.progress(done, 300, `step ${done}`);
    }),
    pair: job('pair', async (run) => pause(run.data.ms ?? 300, run.signal), { concurrency: 2 }),
    tick: job('tick', (run) => effect(run, `tick:${run.id}`), { repeat: { everyMs: 700 } }),
    // One transaction that lasts longer than a lock lives.
    apply: job('apply', async (run) => {
      await run.effectOnce(`${prefix}:${run.data.key}`, async (tx) => {
        await tx.emit(counted, { key: `${prefix}:${run.data.key}` });
        await run.progress(1, 2, 'half way');
        await pause(run.data.ms ?? 1_000, run.signal);
      });
    }),
    beacon: job('beacon', (run) => effect(run, run.data.key)),
  };

  async function effect(run: JobRun<ContractData>, key: string): Promise<void> {
    await run.effectOnce(`${prefix}:${key}`, (tx) => tx.emit(counted, { key: `${prefix}:${key}` }));
  }
}

function watched(seen: Watch, run: (job: JobRun<ContractData>) => Promise<void>) {
  return async (job: JobRun<ContractData>): Promise<void> => {
    seen.starts.push({ key: job.data.key, attempt: job.attempt, at: performance.now() });
    job.signal.addEventListener('abort', () =>
      seen.stops.push({ key: job.data.key, reason: (job.signal.reason as { reason: string }).reason }),
    );
    seen.inFlight += 1;
    seen.mostInFlight = Math.max(seen.mostInFlight, seen.inFlight);
    try {
      await run(job);
    } finally {
      seen.inFlight -= 1;
    }
  };
}

function parseData(data: unknown): ContractData {
  const { key = '', ...rest } = data as Partial<ContractData>;
  if (typeof key !== 'string') throw new Error('not the data of a contract job');
  return { ...rest, key };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}

/** The little of a plugin's context that the contract jobs use. */
export function contractContext(database: Database): PluginContext {
  return { plugin: 'contract', database } as unknown as PluginContext;
}
