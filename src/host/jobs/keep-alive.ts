import type { Logger } from '../../kernel/ports.js';
import type { HeldJob } from './held-job.js';
import type { StopReason } from './job-stopped.js';
import type { JobTiming } from './job-timing.js';

export interface KeepAlive {
  /** false once the lock may have passed to another worker */
  holds(): boolean;
  /** Runs a transaction that says by itself, with its last word, that the job is alive. */
  during<T>(transaction: () => Promise<T>): Promise<T>;
  end(): void;
}

/**
 * Says every few seconds that the job is alive. When the row is no longer ours the job is told why; when the database has not
 * answered for the lock's lifetime the job counts as lost, as another worker may have it by now.
 */
export function keepAlive(given: {
  readonly held: HeldJob;
  readonly timing: JobTiming;
  readonly log: Logger;
  /** one writer at a time: a heartbeat would wait for the transaction that it is to outlast, as would anybody who took the job */
  readonly embedded: boolean;
  /** keeps the wake-up's own lock; `blocked`: the house's database cannot be written now */
  readonly touch: (blocked: boolean) => Promise<void>;
  readonly whyLost: () => Promise<StopReason>;
  readonly stop: (reason: StopReason) => void;
}): KeepAlive {
  const { held, timing, log, embedded, touch, whyLost, stop } = given;
  let heardAt = performance.now();
  let asking = false;
  let ended = false;
  let transactions = 0;

  async function beat(): Promise<void> {
    const asked = performance.now();
    const ours = await held.beat();
    if (ended) return;
    if (!ours) return stop(await whyLost());
    heardAt = asked;
    await touch(false);
  }

  const holds = () => performance.now() - heardAt < timing.lockLifetimeMs;

  const timer = setInterval(() => {
    if (transactions === 0 && !holds()) stop('lost');
    if (asking) return;
    asking = true;
    const blocked = embedded && transactions > 0;
    (blocked ? touch(true) : beat())
      .catch((error: unknown) => log.warn({ error }, 'a heartbeat was not heard'))
      .finally(() => {
        asking = false;
      });
  }, timing.heartbeatMs);

  return {
    holds,
    async during(transaction) {
      transactions += 1;
      try {
        const result = await transaction();
        heardAt = performance.now();
        return result;
      } finally {
        transactions -= 1;
      }
    },
    end() {
      ended = true;
      clearInterval(timer);
    },
  };
}
