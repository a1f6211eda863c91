import type { Logger } from '../../kernel/ports.js';
import type { HeldJob } from './held-job.js';
import type { StopReason } from './job-stopped.js';
import type { JobTiming } from './job-timing.js';

export interface KeepAlive {
  /** false once the lock may have passed to another worker */
  holds(): boolean;
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
  /** keeps the wake-up's own lock */
  readonly touch: () => Promise<void>;
  readonly whyLost: () => Promise<StopReason>;
  readonly stop: (reason: StopReason) => void;
}): KeepAlive {
  const { held, timing, log, touch, whyLost, stop } = given;
  let heardAt = performance.now();
  let asking = false;
  let ended = false;

  async function beat(): Promise<void> {
    const asked = performance.now();
    const ours = await held.beat();
    if (ended) return;
    if (!ours) return stop(await whyLost());
    heardAt = asked;
    await touch();
  }

  const holds = () => performance.now() - heardAt < timing.lockLifetimeMs;

  const timer = setInterval(() => {
    if (!holds()) stop('lost');
    if (asking) return;
    asking = true;
    beat()
      .catch((error: unknown) => log.warn({ error }, 'a heartbeat did not reach the database'))
      .finally(() => {
        asking = false;
      });
  }, timing.heartbeatMs);

  return {
    holds,
    end() {
      ended = true;
      clearInterval(timer);
    },
  };
}
