import type { JobTiming } from '../../../../src/host/jobs/job-timing.js';

/** A worker that was killed is missed after seconds rather than a minute. */
export const WORKER_TIMING: Partial<JobTiming> = {
  lockLifetimeMs: 8_000,
  heartbeatMs: 1_000,
  pollMs: 200,
  sweepMs: 700,
  lateMs: 700,
  graceMs: 500,
};
