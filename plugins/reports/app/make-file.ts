import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import type { JobRun } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { newId } from '../../../src/values/ids.js';
import { ok, err, type Refusal, type Result } from '../../../src/values/result.js';
import type { ReportFormat } from '../contract/definition.js';
import type { RunState } from '../contract/doors.js';
import { checkDefinition } from './check-definition.js';
import type { FoundReport } from './find-asked.js';
import type { ReportTable } from './report-table.js';
import { readSettings } from './read-settings.js';
import { runReport } from './run-report.js';
import type { ReadableRun, RunChange, Runs, StoredRun } from './stored.js';

export const MAKE_FILE = 'reports.make-file';

const DAY_MS = 86_400_000;

export interface FileToWrite {
  readonly context: PluginContext;
  readonly table: ReportTable;
  readonly path: string;
  readonly signal: AbortSignal;
  readonly onRows: (rows: number) => void;
}

export interface WrittenFile {
  readonly rows: number;
  readonly bytes: number;
  /** SHA-256, hexadecimal */
  readonly digest: string;
}

export type WriteFile = (file: FileToWrite) => Promise<WrittenFile>;

/** What making files takes: where runs are remembered, and one writer a format. */
export interface FileParts {
  readonly runs: Runs;
  readonly writers: Readonly<Record<ReportFormat, WriteFile>>;
}

/** Asks for a file of any size: a job makes it. Refuses what checkDefinition refuses. */
export function makeRequestRun({ runs }: Pick<FileParts, 'runs'>) {
  return async (
    context: PluginContext,
    actor: Actor,
    found: FoundReport,
    { format, language }: Pick<StoredRun, 'format' | 'language'>,
  ): Promise<Result<ReadableRun, Refusal>> => {
    const checked = checkDefinition(context, actor, found.definition);
    if (!checked.ok) return checked;
    const run = newRun(context, actor, found, { format, language, scheduleId: null });
    await context.database.transaction(async (tx) => {
      await runs.add(tx.queries, run);
      await tx.audit({
        actor,
        action: 'reports.request-run',
        entity: 'ReportRun',
        entityId: run.id,
        after: { title: run.title, format, language },
      });
    });
    const jobId = await context.jobs.schedule(
      MAKE_FILE,
      { runId: run.id },
      { unique: `${MAKE_FILE}:${run.id}`, requestedBy: actor },
    );
    await runs.change(context.database.queries, run.id, ['waiting', 'running'], { jobId });
    return ok({ ...run, jobId });
  };
}

export function newRun(
  context: PluginContext,
  actor: Actor,
  { definition, reportId }: FoundReport,
  { format, language, scheduleId }: Pick<StoredRun, 'format' | 'language' | 'scheduleId'>,
): ReadableRun {
  return {
    id: newId(),
    reportId,
    title: definition.title,
    definition,
    format,
    language,
    state: 'waiting',
    rows: 0,
    bytes: 0,
    filePath: null,
    fileName: null,
    digest: null,
    error: null,
    jobId: null,
    actor,
    requestedBy: actor.userId,
    scheduleId,
    createdAt: context.clock.now(),
    finishedAt: null,
    expiresAt: null,
  };
}

/** The job: makes the file of one run, from its beginning whenever it is started again. */
export function makeMakeFile(parts: FileParts) {
  return async ({ context, data, signal, lastAttempt, progress }: JobRun<{ readonly runId: string }>) => {
    const { queries } = context.database;
    const run = await parts.runs.find(queries, data.runId);
    if (!run || !OPEN.includes(run.state)) return;
    const { definition, actor } = run;
    if (definition === null || actor === null) return noteUnreadable(parts.runs, context, run.id);
    await parts.runs.change(queries, run.id, OPEN, { state: 'running' });
    try {
      await writeRun(
        parts,
        context,
        { ...run, definition, actor },
        signal,
        (rows, total) => void progress(rows, total ?? undefined),
      );
    } catch (error) {
      if (lastAttempt && !signal.aborted)
        await parts.runs.change(queries, run.id, OPEN, {
          state: 'failed',
          error: JSON.stringify({ code: 'run-failed' }),
          finishedAt: context.clock.now(),
        });
      throw error;
    }
  };
}

const OPEN: readonly RunState[] = ['waiting', 'running'];

/** No further attempt would read it. */
async function noteUnreadable(runs: Runs, context: PluginContext, id: string): Promise<void> {
  context.log.warn({ run: id }, 'what a file is to be made of cannot be read');
  const change = { state: 'failed', error: JSON.stringify({ code: 'run-unreadable' }) } as const;
  await runs.change(context.database.queries, id, OPEN, { ...change, finishedAt: context.clock.now() });
}

/**
 * Writes the file of a run with the rows and permissions that its actor has now, whatever it had when it asked. Returns the run as it
 * ended: `done`, or `refused` with the reason.
 */
export async function writeRun(
  { runs, writers }: FileParts,
  context: PluginContext,
  run: ReadableRun,
  signal: AbortSignal,
  onRows: (rows: number, total: number | null) => void,
): Promise<ReadableRun> {
  const end = async (change: RunChange & Pick<StoredRun, 'state'>): Promise<ReadableRun> => {
    const ended = { ...change, finishedAt: context.clock.now() };
    const changed = await runs.change(context.database.queries, run.id, OPEN, ended);
    if (!changed && ended.filePath) await rm(ended.filePath, { force: true });
    return { ...run, ...ended };
  };
  const actor = await actorNow(context, run.actor);
  const made = actor.ok ? await makeTable(context, actor.value, run) : actor;
  if (!made.ok) return end({ state: 'refused', error: JSON.stringify(made.error) });

  const table = made.value;
  const path = join(await context.storage.folder('runs'), `${run.id}.${run.format}`);
  try {
    const written = await writers[run.format]({
      ...{ context, table, path, signal },
      onRows: (rows) => onRows(rows, table.expectedRows),
    });
    signal.throwIfAborted();
    const { keepFilesDays } = await readSettings(context);
    return await end({
      ...written,
      state: 'done',
      filePath: path,
      fileName: fileNameOf(table, run.format),
      expiresAt: new Date(context.clock.now().getTime() + keepFilesDays * DAY_MS),
    });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

async function makeTable(
  context: PluginContext,
  actor: Actor,
  { definition, language }: ReadableRun,
): Promise<Result<ReportTable, Refusal>> {
  if (!context.may(actor, 'reports.read')) return err({ code: 'not-allowed-any-more' });
  return runReport(context, actor, definition, language);
}

/** Refuses `user-not-active`. A key's narrower permissions stay as narrow as they were. */
export async function actorNow(context: PluginContext, stored: Actor): Promise<Result<Actor, Refusal>> {
  if (stored.userId === null) return ok(stored);
  const now = await context.people.actor(stored.userId);
  if (!now) return err({ code: 'user-not-active', name: stored.name });
  return ok({ ...now, via: stored.via, ...(stored.scopes ? { scopes: stored.scopes } : {}) });
}

/** The title and the last day, as a file name anywhere can be: "Sales by representative 2026-03-31.xlsx". */
function fileNameOf({ title, period }: ReportTable, format: ReportFormat): string {
  const safe = title
    .replace(/[\p{C}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${safe.slice(0, 100)} ${period.to}.${format}`;
}
