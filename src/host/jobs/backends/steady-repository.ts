import type { JobParameters, JobRepository } from 'agenda';
import type { Logger } from '../../../kernel/ports.js';
import type { DatabaseClock } from '../database-clock.js';

export interface SteadyRepository {
  readonly repository: JobRepository;
  /** from now on nothing is locked; what a running query still locks is given back */
  stopTaking(): void;
  startTaking(): void;
}

/**
 * Agenda's repository, three faults mended. Agenda compares locks and due times by the worker's own clock: here every instant that
 * is stored or compared is the database's. It leaves `unlockJob` unawaited: a lost connection there would end the process. And it
 * goes on locking what it had asked for when it was stopped.
 */
export function steady(inner: JobRepository, clock: DatabaseClock, log: Logger): SteadyRepository {
  let taking = true;

  const stored = <Data>(job: JobParameters<Data>): JobParameters<Data> => shiftDates(job, clock.fromProcess);
  const seen = <Data>(job: JobParameters<Data>): JobParameters<Data> => shiftDates(job, clock.toProcess);

  const repository: JobRepository = {
    connect: () => inner.connect(),
    queryJobs: (options) => inner.queryJobs(options),
    getJobsOverview: () => inner.getJobsOverview(),
    getDistinctJobNames: () => inner.getDistinctJobNames(),
    getQueueSize: () => inner.getQueueSize(),
    removeJobs: (options) => inner.removeJobs(options),
    unlockJobs: (ids) => inner.unlockJobs(ids),
    disableJobs: (options) => inner.disableJobs(options),
    enableJobs: (options) => inner.enableJobs(options),
    purgeAllJobs: () => inner.purgeAllJobs(),
    async getJobById(id) {
      const job = await inner.getJobById(id);
      return job && seen(job);
    },
    saveJob: async (job, options) => seen(await inner.saveJob(stored(job), options)),
    saveJobState: (job, options) => inner.saveJobState(stored(job), options),
    async lockJob(job, options) {
      const locked = await inner.lockJob(stored(job), options);
      return locked && seen(locked);
    },
    async unlockJob(job) {
      await inner
        .unlockJob(job)
        .catch((error: unknown) =>
          log.warn({ error }, 'a job that waits could not be unlocked; its lock will expire'),
        );
    },
    async getNextJobToRun(name, nextScanAt, lockDeadline, _now, options) {
      if (!taking) return undefined;
      const job = await inner.getNextJobToRun(
        name,
        clock.fromProcess(nextScanAt),
        clock.fromProcess(lockDeadline),
        clock.now(),
        options,
      );
      if (!job || taking) return job && seen(job);
      if (job._id) await inner.unlockJobs([job._id]);
      return undefined;
    },
  };
  return {
    repository,
    stopTaking: () => {
      taking = false;
    },
    startTaking: () => {
      taking = true;
    },
  };
}

const SHIFTED = ['nextRunAt', 'lockedAt', 'lastRunAt', 'lastFinishedAt', 'failedAt'] as const;

function shiftDates<Data>(job: JobParameters<Data>, shift: (instant: Date) => Date): JobParameters<Data> {
  const shifted = { ...job };
  for (const field of SHIFTED) {
    const instant = shifted[field];
    if (instant) shifted[field] = shift(new Date(instant));
  }
  return shifted;
}
