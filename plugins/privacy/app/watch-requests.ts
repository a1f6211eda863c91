import type { JobRun } from '../../../src/kernel/contributions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { ErasureParts } from './erase-subject.js';
import type { ExportParts } from './export-subject.js';
import { failErasure } from './perform-erasure.js';

export const WATCH_REQUESTS = 'privacy.watch-requests';

interface Watched {
  readonly erasure: Pick<ErasureParts, 'erasures'>;
  readonly export: Pick<ExportParts, 'exports'>;
}

/**
 * The job that looks every few minutes: a request whose own job was cancelled, or died without a word, failed, and says so, so that it
 * can be made again.
 */
export function makeWatchRequests({ erasure: { erasures }, export: { exports } }: Watched) {
  return async ({ context }: Pick<JobRun<null>, 'context'>): Promise<void> => {
    const { queries } = context.database;
    for (const { id, state, jobId } of await erasures.list(queries))
      if (state === 'running' && (await isOver(context, jobId)))
        await failErasure({ erasures }, context, id, { code: 'erasure-stopped' }, null);
    for (const { id, jobId } of await exports.open(queries))
      if (await isOver(context, jobId)) {
        const error = JSON.stringify({ code: 'export-stopped' });
        await exports.change(queries, id, ['waiting', 'running'], { state: 'failed', error });
      }
  };
}

async function isOver({ jobs }: PluginContext, jobId: string | null): Promise<boolean> {
  const job = jobId === null ? null : await jobs.find(jobId);
  return job === null || !['scheduled', 'running'].includes(job.state);
}
