import { rm } from 'node:fs/promises';
import type { JobRun } from '../../../src/kernel/contributions.js';
import type { Runs } from './stored.js';

export const CLEAR_FILES = 'reports.clear-files';

const AT_ONCE = 100;

/** Takes away the files whose time is over and says so in their runs. */
export function makeClearFiles(runs: Runs) {
  return async ({ context, signal }: JobRun<unknown>): Promise<void> => {
    for (;;) {
      const now = context.clock.now();
      const expired = await runs.expired(context.database.queries, now, AT_ONCE);
      if (expired.length === 0) return;
      for (const run of expired) {
        signal.throwIfAborted();
        if (run.filePath) await rm(run.filePath, { force: true });
        await runs.change(context.database.queries, run.id, ['done'], { state: 'expired', filePath: null });
      }
    }
  };
}
