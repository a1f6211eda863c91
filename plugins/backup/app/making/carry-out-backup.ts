import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Refusal } from '../../../../src/values/result.js';
import { shrunk, type Shrunk } from '../../domain/shrinkage.js';
import { PROVE_COPY } from '../copies/prove-copy.js';
import { abandonUploadTo } from '../places/abandon-upload.js';
import { readSettings } from '../read-settings.js';
import { sendCopy } from './send-copy.js';
import type { CopyState, StoredRun } from '../stored.js';
import { tellAdministrators } from '../tell-administrators.js';
import { archiveOf, clearArchive, type ArchiveParts, type MakeJob } from './write-archive.js';

const UNSENT: readonly CopyState[] = ['waiting', 'sending'];

/** The job: writes the archive of a run, sends it to each place by itself, and asks for the proof of each copy. Goes on where it was killed. */
export function makeCarryOutBackup(parts: ArchiveParts) {
  return async (job: MakeJob): Promise<void> => {
    const { context, data, signal, lastAttempt } = job;
    const run = await parts.runs.find(context.database.queries, data.runId);
    // Its transaction may not have ended yet; later than that there was none.
    if (!run && job.attempt === 1) throw new Error(`there is no run ${data.runId} yet`);
    if (!run) return;
    if (run.state !== 'running') return clearArchive(context, run.id);
    try {
      await writeAndSend(parts, job, run);
    } catch (error) {
      if (lastAttempt && !signal.aborted) {
        const reason = error instanceof Error ? error.message : String(error);
        await fail(parts, context, run, { code: 'backup-failed', reason });
      }
      throw error;
    }
  };
}

async function writeAndSend(parts: ArchiveParts, job: MakeJob, run: StoredRun): Promise<void> {
  const { context } = job;
  const { queries } = context.database;
  const archive = await archiveOf(parts, job, run);
  if (!archive.ok) {
    // The folder was made for it. Who cleared it meanwhile is another start, and the backup has not failed by that.
    if (archive.error['reason'] === 'ENOENT')
      throw new Error(`${run.id} is carried out by another start too`);
    return fail(parts, context, run, archive.error);
  }
  const failures: unknown[] = [];
  for (const copy of await parts.copies.ofRuns(queries, [run.id])) {
    if (UNSENT.includes(copy.state)) {
      const sent = await sendCopy(parts, job, archive.value, copy);
      if (typeof sent === 'object') failures.push(sent.later);
      if (sent !== 'stored') continue;
    } else if (copy.state !== 'stored') continue;
    await context.jobs.schedule(PROVE_COPY, { copyId: copy.id }, { unique: `${PROVE_COPY}:${copy.id}` });
  }
  if (failures.length > 0)
    throw new Error(`${failures.length} copies could not be sent yet`, { cause: failures[0] });
  await finish(parts, job, run);
}

async function finish(parts: ArchiveParts, job: MakeJob, run: StoredRun): Promise<void> {
  const { context } = job;
  const { queries } = context.database;
  const copies = await parts.copies.ofRuns(queries, [run.id]);
  if (copies.every(({ state }) => state === 'failed'))
    return fail(parts, context, run, { code: 'no-copy-stored' });
  await tellOfShrinkage(parts, context, run);
  const at = context.clock.now();
  await job.effectOnce(`backup.made:${run.id}`, async (tx) => {
    await parts.runs.end(tx.queries, run.id, { state: 'done', error: null, at });
    if (run.planId !== null) await parts.plans.noteOutcome(tx.queries, run.planId, at, null);
  });
  await clearArchive(context, run.id);
}

/** Ends the run, and with it the copies that it has not sent. */
export async function fail(
  { runs, copies, plans, destinations }: Pick<ArchiveParts, 'runs' | 'copies' | 'plans' | 'destinations'>,
  context: PluginContext,
  run: StoredRun,
  refusal: Refusal,
): Promise<void> {
  const error = JSON.stringify(refusal);
  const at = context.clock.now();
  const unsent = (await copies.ofRuns(context.database.queries, [run.id])).filter(({ state }) =>
    UNSENT.includes(state),
  );
  await context.database.transaction(async (tx) => {
    for (const { id } of unsent)
      await copies.change(tx.queries, id, UNSENT, { state: 'failed', error, upload: null });
    await runs.end(tx.queries, run.id, { state: 'failed', error, at });
    if (run.planId !== null) await plans.noteOutcome(tx.queries, run.planId, at, error);
  });
  const startedAt = run.startedAt.toISOString();
  await tellAdministrators(context, 'backup-failed', { startedAt }, `backup.backup-failed:${run.id}`);
  for (const { destinationId, attempts } of unsent) {
    const place = attempts > 0 ? await destinations.find(context.database.queries, destinationId) : null;
    if (place) await abandonUploadTo(context, place, run.fileName);
  }
  await clearArchive(context, run.id);
}

async function tellOfShrinkage(
  { runs }: ArchiveParts,
  context: PluginContext,
  run: StoredRun,
): Promise<void> {
  const { queries } = context.database;
  const earlier = await runs.before(queries, run);
  const before = earlier === null ? null : await runs.counts(queries, earlier);
  const now = await runs.counts(queries, run.id);
  if (!before || !now) return;
  const { shrinkPercent } = await readSettings(context);
  const { total, tables } = shrunk(before, now, shrinkPercent);
  if (!total && tables.length === 0) return;
  const { before: was, rows } = total ?? sumOf(tables);
  const named = tables.map((each) => `${each.table} ${each.before} → ${each.rows}`).join(', ');
  await tellAdministrators(
    context,
    'backup-shrank',
    { before: was, rows, tables: named },
    `backup.backup-shrank:${run.id}`,
  );
}

function sumOf(tables: readonly Shrunk[]): Pick<Shrunk, 'before' | 'rows'> {
  return {
    before: tables.reduce((sum, each) => sum + each.before, 0),
    rows: tables.reduce((sum, each) => sum + each.rows, 0),
  };
}
