import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { ImportRun, ImportRuns, ImportState } from './import-runs.js';

const WORKING: readonly ImportState[] = ['checking', 'applying'];

/**
 * A job that was cancelled, timed out or lost its worker for the last time cannot say so in its run. Whoever looks at the run
 * does, so that it may be tried again instead of being worked on for ever.
 */
export async function noticeDeadJob(
  runs: ImportRuns,
  context: PluginContext,
  run: ImportRun,
): Promise<ImportRun> {
  if (!WORKING.includes(run.state) || run.jobId === null) return run;
  const job = await context.jobs.find(run.jobId);
  if (job?.state !== 'failed' && job?.state !== 'cancelled') return run;
  const change = { state: 'failed', finishedAt: context.clock.now() } as const;
  const changed = await runs.change(context.database.queries, run.id, [run.state], change);
  return changed ? { ...run, ...change } : ((await runs.find(context.database.queries, run.id)) ?? run);
}
