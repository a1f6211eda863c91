export type StopReason = 'cancelled' | 'timed-out' | 'lost' | 'draining';

/** Why a running job's signal was aborted. */
export class JobStopped extends Error {
  constructor(readonly reason: StopReason) {
    super(`The job was stopped: ${reason}`);
    this.name = 'JobStopped';
  }
}
