import type { JobRun } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Refusal, Result } from '../../../src/values/result.js';
import { applyFile, checkFile, type ImportOutcome, type ImportTask } from './import-file.js';
import { countsOf, type ImportRun, type ImportRuns, type ImportState } from './import-runs.js';
import { findKind } from './known-kinds.js';
import type { LiveProgress } from './live-progress.js';
import type { RowFailure } from './read-rows.js';
import type { OpenTable, TableRow } from './table.js';

/** What the two jobs, check and apply, are made of. */
export interface RunParts {
  readonly runs: ImportRuns;
  readonly openTable: OpenTable;
  readonly live: LiveProgress;
  /** opens the file that failed rows go to, in the language of whoever asked */
  readonly failedRows: (
    context: PluginContext,
    owner: string,
    actor: Actor,
    run: ImportRun,
  ) => Promise<FailedRowsSink>;
}

export interface FailedRowsSink {
  readonly path: string;
  add(row: TableRow, failures: readonly RowFailure[]): Promise<void>;
  /** the number of rows in it; an empty file is removed */
  close(): Promise<number>;
}

export interface RunJob {
  readonly runId: string;
  readonly actor: Actor;
}

/** Judges every row of an uploaded file and keeps the report; writes nothing else. */
export function makeCheckRun(parts: RunParts) {
  return async (job: JobRun<RunJob>): Promise<void> =>
    withRun(parts, job, 'checking', async (run, task) => {
      const outcome = await checkFile(parts.openTable, task);
      await keepReport(parts, job.context, run, outcome, 'checked');
    });
}

/** Takes an uploaded file in: once for ever, in one transaction that also says that it is done. */
export function makeApplyRun(parts: RunParts) {
  return async (job: JobRun<RunJob>): Promise<void> =>
    withRun(parts, job, 'applying', async (run, task) => {
      const { context } = job;
      let alreadyDone = false;
      const outcome = await applyFile(
        parts.openTable,
        task,
        run.mode,
        async (work) => {
          const tally = await job.effectOnce(`imports.apply:${run.id}`, work);
          alreadyDone = tally === undefined;
          return (
            tally ?? {
              rows: run.rows,
              created: run.created,
              unchanged: run.unchanged,
              failed: run.failed,
              errors: [],
            }
          );
        },
        async (tx, tally) => {
          await parts.runs.change(tx.queries, run.id, ['applying'], {
            ...countsOf(tally),
            state: 'done',
            finishedAt: context.clock.now(),
          });
        },
      );
      if (!alreadyDone) await keepReport(parts, context, run, outcome, 'done');
    });
}

async function withRun(
  parts: RunParts,
  job: JobRun<RunJob>,
  state: ImportState,
  work: (run: ImportRun, task: ImportTask) => Promise<void>,
): Promise<void> {
  const { context, data } = job;
  const run = await parts.runs.find(context.database.queries, data.runId);
  if (!run || run.state !== state) return;
  const kind = findKind(context, data.actor, run.kind);
  if (!kind.ok) {
    await keepReport(parts, context, run, kind, 'checked');
    return;
  }
  const sink = await parts.failedRows(context, kind.value.plugin, data.actor, run);
  const progress = steadyProgress(job, run.rows || undefined);
  try {
    await work(run, {
      kind: kind.value.value,
      context: kind.value.context,
      actor: data.actor,
      path: run.filePath,
      fileName: run.fileName,
      mapping: run.mapping,
      signal: job.signal,
      onProgress: (tally) => {
        parts.live.set(run.id, tally.rows);
        progress(tally.rows);
      },
      onFailedRow: (row, failures) => sink.add(row, failures),
    });
  } catch (error) {
    const lastTry = job.lastAttempt;
    if (lastTry)
      await parts.runs.change(context.database.queries, run.id, [state], {
        state: 'failed',
        finishedAt: context.clock.now(),
      });
    throw error;
  } finally {
    parts.live.forget(run.id);
    const rows = await sink.close();
    await parts.runs.change(context.database.queries, run.id, ['checked', 'done', 'refused'], {
      failedPath: rows > 0 ? sink.path : null,
    });
  }
}

/** Never awaited: while an import holds SQLite's only writer, the progress row has to wait for it, not the import for the row. */
function steadyProgress(job: JobRun<RunJob>, total: number | undefined): (done: number) => void {
  let writing = false;
  return (done) => {
    if (writing) return;
    writing = true;
    job
      .progress(done, total)
      .catch((error: unknown) => job.context.log.warn({ err: error, job: job.id }, 'progress was not kept'))
      .finally(() => {
        writing = false;
      });
  };
}

async function keepReport(
  parts: RunParts,
  context: PluginContext,
  run: ImportRun,
  outcome: Result<ImportOutcome, Refusal>,
  good: 'checked' | 'done',
): Promise<void> {
  await context.database.transaction(async (tx) => {
    const finishedAt = context.clock.now();
    if (!outcome.ok) {
      const change = { state: 'refused', error: JSON.stringify(outcome.error), finishedAt } as const;
      await parts.runs.change(tx.queries, run.id, ['checking', 'applying'], change);
      return;
    }
    const { tally, written } = outcome.value;
    await parts.runs.replaceErrors(tx.queries, run.id, tally.errors);
    if (written) return;
    await parts.runs.change(tx.queries, run.id, ['checking', 'applying'], {
      ...countsOf(tally),
      state: good === 'done' ? 'refused' : 'checked',
      finishedAt,
      error: null,
    });
  });
}
