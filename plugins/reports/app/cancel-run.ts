import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { Runs, StoredRun } from './stored.js';

/** Refuses `unknown-run`: only who asked for a file sees that it was asked for. */
export async function findRun(
  runs: Runs,
  context: PluginContext,
  actor: Actor,
  id: string,
): Promise<Result<StoredRun, Refusal>> {
  const run = await runs.find(context.database.queries, id);
  if (!run || actor.userId === null || run.requestedBy !== actor.userId) return err({ code: 'unknown-run' });
  return ok(await noticeDeadJob(runs, context, run));
}

/** Stops the making of a file; one that is ready stays. Refuses `unknown-run`, `run-over`. */
export async function cancelRun(
  runs: Runs,
  context: PluginContext,
  actor: Actor,
  id: string,
): Promise<Result<StoredRun, Refusal>> {
  const found = await findRun(runs, context, actor, id);
  if (!found.ok) return found;
  const change = { state: 'cancelled', finishedAt: context.clock.now() } as const;
  const isCancelled = await runs.change(context.database.queries, id, ['waiting', 'running'], change);
  if (!isCancelled) return err({ code: 'run-over' });
  if (found.value.jobId !== null) await context.jobs.cancel(found.value.jobId);
  return ok({ ...found.value, ...change });
}

/** A job that was cancelled elsewhere, timed out or died for the last time cannot say so in its run: whoever looks at it does. */
async function noticeDeadJob(runs: Runs, context: PluginContext, run: StoredRun): Promise<StoredRun> {
  if ((run.state !== 'waiting' && run.state !== 'running') || run.jobId === null) return run;
  const job = await context.jobs.find(run.jobId);
  if (job?.state !== 'failed' && job?.state !== 'cancelled') return run;
  const change = {
    state: job.state,
    error: job.state === 'failed' ? JSON.stringify({ code: 'run-failed' }) : null,
    finishedAt: context.clock.now(),
  };
  const changed = await runs.change(context.database.queries, run.id, [run.state], change);
  return changed ? { ...run, ...change } : ((await runs.find(context.database.queries, run.id)) ?? run);
}
