import type { Owned } from '../../kernel/collect-contributions.js';
import type { HealthReport, Subscription } from '../../kernel/contributions.js';
import { reasonOf } from '../../kernel/failures.js';
import type { PluginContext } from '../../kernel/plugin.js';
import type { Database, Logger } from '../../kernel/ports.js';
import { openOutbox, type Delivery, type OutboxFigures } from './outbox.js';

/** Carries events from the outbox to their subscribers. */
export interface Relay {
  start(): void;
  /** There is something new: look now rather than at the next poll. */
  wake(): void;
  /** Delivers what is due once; returns how many handlers were run. */
  deliverDue(): Promise<number>;
  /** Waits for the deliveries under way and takes no new ones. */
  stop(): Promise<void>;
  figures(): Promise<OutboxFigures>;
  health(): Promise<HealthReport>;
  /** Lets deliveries that were given up start again; returns how many. */
  revive(): Promise<number>;
}

export interface RelayParts {
  readonly database: Database;
  readonly subscriptions: () => readonly Owned<Subscription<unknown>>[];
  readonly contextOf: (plugin: string) => PluginContext;
  readonly log: Logger;
  /** how often to look without being woken; default 2 s */
  readonly pollMs?: number;
  /** starts before a delivery is given up; default 10, which takes about nine hours */
  readonly attempts?: number;
  /** wait after a failed start, by the number of starts so far */
  readonly backoffMs?: (attempts: number) => number;
  /** a handler that takes longer is rolled back; default 30 s */
  readonly timeoutMs?: number;
}

const AT_ONCE = 200;
const ABSENT_SUBSCRIBER_MS = 10 * 60_000;
const LATE_MS = 15 * 60_000;
/** 1 s, 4 s, 16 s … at most two hours */
const quadrupling = (attempts: number): number => Math.min(2 * 3600_000, 1000 * 4 ** (attempts - 1));

/**
 * At least once, after commit, each (event, subscriber) in a transaction of its own: the handler's effects and the note that it
 * has had the event are kept or lost together, so through `tx` an effect is made once. A handler that fails waits by itself.
 */
export function createRelay(parts: RelayParts): Relay {
  const {
    database,
    log,
    pollMs = 2000,
    attempts: most = 10,
    backoffMs = quadrupling,
    timeoutMs = 30_000,
  } = parts;
  const outbox = openOutbox(database);
  let running: Promise<void> | null = null;
  let isStopping = false;
  let isWoken = false;
  let endPause = (): void => undefined;

  const named = (): ReadonlyMap<string, Owned<Subscription<unknown>>> =>
    new Map(parts.subscriptions().map((owned) => [`${owned.plugin}.${owned.value.name}`, owned]));

  const deliver = async (
    claim: Delivery,
    { plugin, value }: Owned<Subscription<unknown>>,
    now: Date,
  ): Promise<void> => {
    const event = await outbox.event(claim.eventId);
    const context = parts.contextOf(plugin);
    await database.transaction(async (tx) => {
      // First, so that the row is ours until the end: a process that finds the claim run out waits here, and then gets nothing.
      if (!(await outbox.delivered(tx, claim, now))) return;
      await withinTime(value.handle({ context, event, tx }), timeoutMs);
    });
  };

  const attempt = async (
    delivery: Delivery,
    owned: Owned<Subscription<unknown>>,
    now: Date,
  ): Promise<number> => {
    const claim = await outbox.claim(delivery, later(now, 2 * timeoutMs));
    if (!claim) return 0;
    try {
      await deliver(claim, owned, now);
    } catch (error) {
      const isDead = claim.attempts >= most;
      const facts = {
        event: claim.eventId,
        subscriber: claim.subscriber,
        attempts: claim.attempts,
        err: error,
      };
      if (isDead) log.error(facts, 'event given up');
      else log.warn(facts, 'event handler failed');
      await outbox.failed(
        claim,
        reasonOf(error).slice(0, 2000),
        isDead ? null : later(await database.now(), backoffMs(claim.attempts)),
      );
    }
    return 1;
  };

  const deliverDue = async (): Promise<number> => {
    const now = await database.now();
    const subscribers = named();
    await outbox.enrol(
      (name) => [...subscribers].filter(([, { value }]) => value.event.name === name).map(([key]) => key),
      now,
    );
    const due = await outbox.due(now, AT_ONCE);
    if (due.length === 0) return 0;
    // One subscriber hears its events one after another; a slow one holds up nobody else.
    const queues = groupBySubscriber(due);
    const counts = await Promise.all(
      [...queues].map(async ([key, deliveries]) => {
        const owned = subscribers.get(key);
        let count = 0;
        for (const delivery of deliveries) {
          if (isStopping) break;
          if (owned) count += await attempt(delivery, owned, now);
          else await outbox.postpone(delivery, later(now, ABSENT_SUBSCRIBER_MS));
        }
        return count;
      }),
    );
    await outbox.settle(now);
    return counts.reduce((sum, count) => sum + count, 0);
  };

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      if (isWoken || isStopping) return resolve();
      const timer = setTimeout(resolve, pollMs);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    while (!isStopping) {
      isWoken = false;
      const count = await deliverDue().catch((error: unknown) => {
        log.warn({ err: error }, 'outbox could not be read');
        return 0;
      });
      if (count === 0) await pause();
    }
  };

  return {
    start() {
      isStopping = false;
      running ??= run();
    },
    wake() {
      isWoken = true;
      endPause();
    },
    deliverDue,
    async stop() {
      isStopping = true;
      endPause();
      await running;
      running = null;
    },
    figures: () => outbox.figures(),
    health: async () => healthOf(await outbox.figures(), await database.now()),
    revive: async () => outbox.revive(await database.now()),
  };
}

function healthOf({ dead, waiting, oldestWaiting }: OutboxFigures, now: Date): HealthReport {
  if (dead > 0)
    return {
      state: 'failing',
      detail: `${dead} deliveries given up`,
      mend: 'npx countinghouse events retry',
    };
  if (oldestWaiting && now.getTime() - oldestWaiting.getTime() > LATE_MS) {
    return {
      state: 'warning',
      detail: `${waiting} events wait since ${oldestWaiting.toISOString()}`,
      mend: 'start a process with ROLE=worker or ROLE=all',
    };
  }
  return { state: 'well', detail: `${waiting} waiting` };
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}

function groupBySubscriber(deliveries: readonly Delivery[]): ReadonlyMap<string, readonly Delivery[]> {
  const queues = new Map<string, Delivery[]>();
  for (const delivery of deliveries)
    queues.set(delivery.subscriber, [...(queues.get(delivery.subscriber) ?? []), delivery]);
  return queues;
}

async function withinTime(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`handler took longer than ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
