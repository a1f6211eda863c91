import type { Logger } from '../../kernel/ports.js';
import type { JobLedger } from './job-ledger.js';
import type { Waker } from './waker.js';

/** Wake-ups of jobs whose rows stand already: a queue that is away costs time, never a job. */
export interface WakeUps {
  /** `at`: database time */
  make(name: string, jobId: string, at: Date): Promise<void>;
  forget(wakeId: string | null): Promise<void>;
}

export function makeWakeUps(ledger: JobLedger, waker: Waker, log: Logger): WakeUps {
  return {
    async make(name, jobId, at) {
      try {
        await ledger.wakeMade(jobId, await waker.wake(name, jobId, at));
      } catch (error) {
        log.warn(
          { error, job: jobId, name },
          'a job is stored, but its wake-up is not; the sweeper will make it',
        );
      }
    },
    async forget(wakeId) {
      if (!wakeId) return;
      try {
        await waker.forget(wakeId);
      } catch (error) {
        log.warn({ error, wakeId }, 'a wake-up could not be removed; it will find nothing to do');
      }
    },
  };
}
