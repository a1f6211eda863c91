import type { JobRun } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { Contributed, PluginContext } from '../../../src/kernel/plugin.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import type { Refusal } from '../../../src/values/result.js';
import type { ImportKind } from '../contract/import-kind.js';
import { applyFile, checkFile, type ImportTask } from './import-file.js';
import {
  countsOf,
  type ImportRun,
  type ImportRunChange,
  type ImportRuns,
  type ImportState,
} from './import-runs.js';
import { findKind } from './known-kinds.js';
import type { LiveProgress } from './live-progress.js';
import type { ImportTally, RowFailure } from './read-rows.js';
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
  add(row: TableRow, failures: readonly RowFailure[]): Promise<void>;
  /** Forgets what was added: the file is read from its beginning again. */
  restart(): Promise<void>;
  /** where the failed rows are, or null when there was none */
  close(): Promise<string | null>;
}

export interface RunJob {
  readonly runId: string;
  readonly actor: Actor;
}

/** Judges every row of an uploaded file and keeps the report; writes nothing else. */
export function makeCheckRun(parts: RunParts) {
  return async (job: JobRun<RunJob>): Promise<void> =>
    withRun(parts, job, 'checking', async (run, task, sink) => {
      const outcome = await checkFile(parts.openTable, task);
      const failedPath = await sink.close();
      await job.context.database.transaction((tx) =>
        outcome.ok
          ? keepTally(parts, tx, run, outcome.value.tally, { state: 'checked', failedPath })
          : keepRefusal(parts, tx, run, outcome.error, job.context.clock.now()),
      );
    });
}

/** Takes an uploaded file in: once for ever, in one transaction that also says that it is done. */
export function makeApplyRun(parts: RunParts) {
  return async (job: JobRun<RunJob>): Promise<void> =>
    withRun(parts, job, 'applying', async (run, task, sink) => {
      const { database, clock } = job.context;
      const once = async (work: (tx: Transaction) => Promise<ImportTally>): Promise<ImportTally> =>
        (await job.effectOnce(`imports.apply:${run.id}`, work)) ?? { ...run, errors: [] };
      const outcome = await applyFile(parts.openTable, task, run.mode, once, async (tx, tally) => {
        const failedPath = await sink.close();
        await keepTally(parts, tx, run, tally, { state: 'done', failedPath, finishedAt: clock.now() });
      });
      if (outcome.ok && outcome.value.written) return;
      const failedPath = await sink.close();
      await database.transaction((tx) =>
        outcome.ok
          ? keepTally(parts, tx, run, outcome.value.tally, {
              state: 'refused',
              failedPath,
              finishedAt: clock.now(),
            })
          : keepRefusal(parts, tx, run, outcome.error, clock.now()),
      );
    });
}

async function withRun(
  parts: RunParts,
  job: JobRun<RunJob>,
  state: ImportState,
  work: (run: ImportRun, task: ImportTask, sink: FailedRowsSink) => Promise<void>,
): Promise<void> {
  const { context, data, lastAttempt } = job;
  const { queries } = context.database;
  const run = await parts.runs.find(queries, data.runId);
  if (!run || run.state !== state) return;
  const kind = findKind(context, data.actor, run.kind);
  if (!kind.ok) {
    await context.database.transaction((tx) => keepRefusal(parts, tx, run, kind.error, context.clock.now()));
    return;
  }
  try {
    await readInto(parts, job, run, kind.value, work);
  } catch (error) {
    const finishedAt = context.clock.now();
    if (lastAttempt) await parts.runs.change(queries, run.id, [state], { state: 'failed', finishedAt });
    throw error;
  } finally {
    parts.live.forget(run.id);
  }
}

async function readInto(
  parts: RunParts,
  job: JobRun<RunJob>,
  run: ImportRun,
  kind: Contributed<ImportKind>,
  work: (run: ImportRun, task: ImportTask, sink: FailedRowsSink) => Promise<void>,
): Promise<void> {
  const sink = await parts.failedRows(job.context, kind.plugin, job.data.actor, run);
  const progress = steadyProgress(job, run.rows || undefined);
  const task: ImportTask = {
    kind: kind.value,
    context: kind.context,
    actor: job.data.actor,
    path: run.filePath,
    fileName: run.fileName,
    mapping: run.mapping,
    signal: job.signal,
    onStart: () => sink.restart(),
    onProgress: ({ rows }) => {
      parts.live.set(run.id, rows);
      progress(rows);
    },
    onFailedRow: (row, failures) => sink.add(row, failures),
  };
  try {
    await work(run, task, sink);
  } finally {
    await sink.close();
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

const WORKING: readonly ImportState[] = ['checking', 'applying'];

async function keepTally(
  { runs }: RunParts,
  tx: Transaction,
  run: ImportRun,
  tally: ImportTally,
  change: ImportRunChange,
): Promise<void> {
  await runs.replaceErrors(tx.queries, run.id, tally.errors);
  await runs.change(tx.queries, run.id, WORKING, { ...countsOf(tally), error: null, ...change });
}

async function keepRefusal(
  { runs }: RunParts,
  tx: Transaction,
  run: ImportRun,
  refusal: Refusal,
  at: Date,
): Promise<void> {
  const change = { state: 'refused', error: JSON.stringify(refusal), finishedAt: at } as const;
  await runs.change(tx.queries, run.id, WORKING, change);
}
