import { hostname } from 'node:os';
import {
  Agenda,
  InMemoryNotificationChannel,
  toJobId,
  type AgendaBackend,
  type Job as AgendaJob,
} from 'agenda';
import type { Database, Logger } from '../../kernel/ports.js';
import { openBackend } from './backends/open-backend.js';
import { steady } from './backends/steady-repository.js';
import type { DatabaseClock } from './database-clock.js';
import type { JobTiming } from './job-timing.js';

const CONNECT_AGAIN_MS = 1_000;
/** Nobody who schedules a job waits longer than this for a queue that is away: the job stands in its table, a sweeper wakes it. */
const PATIENCE_MS = 5_000;
/** When the database did not let us see to a job that we were woken for. */
const LOOK_AGAIN_MS = 2_000;
const IDLE_LOOK_MS = 20;

interface WakeData {
  readonly job: string;
}

/** Agenda, as far as the house needs it: it wakes a worker for a job, at a time, one worker at once, again if that one dies. */
export interface Waker {
  readonly backend: string;
  connected(): boolean;
  /** the wake-up's id. `at`: database time */
  wake(name: string, jobId: string, at: Date): Promise<string>;
  forget(wakeId: string): Promise<void>;
  knows(wakeId: string): Promise<boolean>;
  start(): Promise<void>;
  /** takes no more; what runs goes on */
  stop(): Promise<void>;
  /** when nothing that this worker was woken for is under way, and all of it is written down */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export async function openWaker(given: {
  readonly url: string | null;
  readonly database: Database;
  readonly clock: DatabaseClock;
  readonly timing: JobTiming;
  readonly log: Logger;
  readonly kinds: readonly { readonly name: string; readonly concurrency: number }[];
  /** sees to the job; returns when to be woken for it again (database time), or null when it is over */
  readonly onWake: (jobId: string, touch: (blocked: boolean) => Promise<void>) => Promise<Date | null>;
}): Promise<Waker> {
  const { clock, timing, log, kinds, onWake } = given;
  const { backend, close } = await openBackend(given.url, {
    ...given,
    lockLifetimeMs: timing.lockLifetimeMs,
  });
  const { repository, startTaking, stopTaking } = steady(backend.repository, clock, log);
  const channel = new InMemoryNotificationChannel();
  let closed = false;
  let connected = false;
  let underWay = 0;

  const agenda = new Agenda({
    backend: patient(
      { ...backend, repository },
      log,
      () => closed,
      () => {
        connected = true;
      },
    ),
    notificationChannel: channel,
    name: `${hostname()}:${process.pid}`,
    processEvery: timing.pollMs,
    defaultLockLifetime: timing.lockLifetimeMs,
    maxConcurrency: Math.max(
      1,
      kinds.reduce((sum, kind) => sum + kind.concurrency, 0),
    ),
  });
  agenda.on('error', (error: Error) => log.warn({ error }, 'the job queue reports an error'));
  // Agenda refills a freed place at its next poll; this asks at once, after it has counted the place as free.
  agenda.on('complete', (job: AgendaJob) => setImmediate(() => void announce(channel, job)));
  agenda.on('complete', () => {
    underWay -= 1;
  });

  for (const { name, concurrency } of kinds) {
    agenda.define<WakeData>(name, (wakeUp) => seeTo(wakeUp), {
      concurrency,
      lockLimit: concurrency,
      lockLifetime: timing.lockLifetimeMs,
    });
  }

  async function seeTo(wakeUp: AgendaJob<WakeData>): Promise<void> {
    const { attrs } = wakeUp;
    underWay += 1;
    const touch = async (blocked: boolean) => {
      attrs.lockedAt = new Date();
      if (blocked && given.url === null) return;
      await repository.saveJobState(attrs, undefined);
    };
    try {
      const again = await onWake(attrs.data.job, touch);
      if (again) attrs.nextRunAt = clock.toProcess(again);
      else await repository.removeJobs({ id: String(attrs._id) });
    } catch (error) {
      log.warn({ error, job: attrs.data.job }, 'a job could not be seen to; it is tried again shortly');
      attrs.nextRunAt = new Date(Date.now() + LOOK_AGAIN_MS);
    }
  }

  async function stop(): Promise<void> {
    stopTaking();
    await agenda
      .stop(false)
      .catch((error: unknown) =>
        log.warn({ error }, 'jobs that wait could not be unlocked; their locks will expire'),
      );
  }

  const idOf = (wakeId: string) =>
    wakeId.startsWith(`${backend.name}:`) ? wakeId.slice(backend.name.length + 1) : null;

  return {
    backend: backend.name,
    connected: () => connected,
    async wake(name, jobId, at) {
      const wakeUp = agenda.create<WakeData>(name, { job: jobId }).schedule(clock.toProcess(at));
      await within(PATIENCE_MS, wakeUp.save());
      return `${backend.name}:${String(wakeUp.attrs._id)}`;
    },
    async forget(wakeId) {
      const id = idOf(wakeId);
      if (id) await within(PATIENCE_MS, repository.removeJobs({ id: toJobId(id) }));
    },
    async knows(wakeId) {
      const id = idOf(wakeId);
      return id !== null && (await within(PATIENCE_MS, repository.getJobById(id))) !== null;
    },
    async start() {
      startTaking();
      await agenda.start();
    },
    stop,
    async idle() {
      while (underWay > 0 && !closed) await new Promise((resolve) => setTimeout(resolve, IDLE_LOOK_MS));
    },
    async close() {
      closed = true;
      await stop();
      await close();
    },
  };
}

/** Agenda connects in its constructor and leaves a failure unhandled, which would end the process: so it connects until it can. */
function patient(
  backend: AgendaBackend,
  log: Logger,
  closed: () => boolean,
  onConnected: () => void,
): AgendaBackend {
  async function connect(): Promise<void> {
    while (!closed()) {
      try {
        await backend.connect();
        return onConnected();
      } catch (error) {
        log.warn({ error }, 'the job queue cannot be reached; trying again');
        await new Promise((resolve) => setTimeout(resolve, CONNECT_AGAIN_MS));
      }
    }
    // Agenda would begin to work now.
    await new Promise<never>(() => {});
  }
  return {
    name: backend.name,
    repository: backend.repository,
    ownsConnection: false,
    connect,
    disconnect: () => backend.disconnect(),
  };
}

async function announce(channel: InMemoryNotificationChannel, { attrs }: AgendaJob): Promise<void> {
  if (channel.state !== 'connected' || !attrs._id) return;
  await channel.publish({
    jobId: attrs._id,
    jobName: attrs.name,
    nextRunAt: null,
    priority: attrs.priority,
    timestamp: new Date(),
  });
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | null = null;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The job queue has not answered for ${milliseconds} ms.`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    if (timer) clearTimeout(timer);
  }
}
