import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ImportMapping } from '../contract/import-kind.js';
import type { ImportMode, ImportRun, ImportRuns, ImportState } from './import-runs.js';

export const CHECK_JOB = 'imports.check-file';
export const APPLY_JOB = 'imports.apply-file';

/** Schedules the check of an uploaded file under a mapping; it may be checked again under another. */
export function makeStartCheck(runs: ImportRuns) {
  return (
    context: PluginContext,
    actor: Actor,
    run: ImportRun,
    mapping: ImportMapping,
  ): Promise<Result<string, Refusal>> =>
    start(context, actor, run, runs, {
      from: ['uploaded', 'checked', 'refused', 'failed'],
      to: 'checking',
      job: CHECK_JOB,
      change: { mapping, failedPath: null, error: null, finishedAt: null },
    });
}

/** Schedules the taking in of a file that was checked. */
export function makeStartApply(runs: ImportRuns) {
  return (
    context: PluginContext,
    actor: Actor,
    run: ImportRun,
    mode: ImportMode,
  ): Promise<Result<string, Refusal>> =>
    start(context, actor, run, runs, {
      from: ['checked', 'failed'],
      to: 'applying',
      job: APPLY_JOB,
      change: { mode, error: null, finishedAt: null },
    });
}

interface Step {
  readonly from: readonly ImportState[];
  readonly to: ImportState;
  readonly job: string;
  readonly change: Partial<ImportRun>;
}

async function start(
  context: PluginContext,
  actor: Actor,
  run: ImportRun,
  runs: ImportRuns,
  step: Step,
): Promise<Result<string, Refusal>> {
  const { database, jobs } = context;
  const taken = await runs.change(database.queries, run.id, step.from, { ...step.change, state: step.to });
  if (!taken) return err({ code: 'run-busy', state: run.state, file: run.fileName });
  const jobId = await jobs.schedule(
    step.job,
    { runId: run.id, actor },
    { unique: `${step.job}:${run.id}`, requestedBy: actor },
  );
  await runs.change(database.queries, run.id, [step.to], { jobId });
  return ok(jobId);
}
