import type { Jobs } from '../../kernel/ports.js';
import type { HouseJobs } from '../jobs/create-jobs.js';

/** Jobs need to know every plugin's jobs, and plugins need the jobs: this port is there first, what stands behind it is made at its first use. */
export interface LateJobs {
  readonly port: Jobs;
  open(): Promise<HouseJobs>;
  /** what was opened, if anything was */
  opened(): Promise<HouseJobs | null>;
}

export function lateJobs(make: () => Promise<HouseJobs>): LateJobs {
  let made: Promise<HouseJobs> | null = null;
  const open = (): Promise<HouseJobs> => {
    made ??= make();
    made.catch(() => (made = null));
    return made;
  };
  const port = async (): Promise<Jobs> => (await open()).port;
  return {
    open,
    opened: async () => made,
    port: {
      schedule: async (name, data, options) => (await port()).schedule(name, data, options),
      find: async (id) => (await port()).find(id),
      cancel: async (id) => (await port()).cancel(id),
      retry: async (id) => (await port()).retry(id),
      runNow: async (id) => (await port()).runNow(id),
    },
  };
}
