/** All in milliseconds. */
export interface JobTiming {
  /** a worker that has not been heard of for so long, by the database's clock, has lost its job */
  readonly lockLifetimeMs: number;
  /** how often a running job says that it is alive */
  readonly heartbeatMs: number;
  /** how often a worker asks for jobs that another process has scheduled */
  readonly pollMs: number;
  /** how often jobs whose wake-up was lost are looked for */
  readonly sweepMs: number;
  /** how long a wake-up may be late before it is looked for */
  readonly lateMs: number;
  /** how long a run that was told to stop may tidy up before it is left behind */
  readonly graceMs: number;
}

export const DEFAULT_JOB_TIMING: JobTiming = {
  lockLifetimeMs: 60_000,
  heartbeatMs: 5_000,
  pollMs: 1_000,
  sweepMs: 15_000,
  lateMs: 30_000,
  graceMs: 2_000,
};

/** The longest delay that a timer takes; a longer one would fire at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
