import { basename } from 'node:path';
import type { JobRun } from '../../../../src/kernel/contributions.js';
import { theHouse, type Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { newId } from '../../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { ArchiveFiles, ArchiveSource, Keys } from '../../contract/archive-file.js';
import { compareDrill, faultOf, type DrillReport } from '../../domain/drill-report.js';
import type { Drills } from './drills.js';
import type { DrillJob } from './schedule-drill.js';
import type { FetchCopy } from '../copies/fetch-copy.js';
import { fillScratch } from '../restoring/fill-scratch.js';
import type { HouseKeys } from '../house-keys.js';
import { printCertificate } from './print-certificate.js';
import type { CountRows } from '../restoring/sides.js';
import { BACKUPS_PAGE, peopleWho } from '../tell-people.js';

export interface DrillParts {
  readonly drills: Drills;
  readonly fetchCopy: FetchCopy;
  readonly houseKeys: HouseKeys;
  readonly archives: (context: PluginContext) => ArchiveFiles;
  readonly countRows: CountRows;
}

/** How a drill ended; a failed one says what was found. */
export interface DrillOutcome {
  readonly drillId: string;
  readonly fileName: string;
  readonly report: DrillReport | null;
  readonly fault: Refusal | null;
}

interface Practice {
  readonly actor: Actor;
  readonly jobId: string | null;
  readonly signal: AbortSignal;
  readonly progress: (records: number) => Promise<void>;
}

/** The job: the newest backup, as it lies where it was sent to. A house without one has its warning in the health of its backups. */
export function makeDrillNewest(parts: DrillParts) {
  return async ({ id, context, data, signal, progress }: JobRun<DrillJob>): Promise<void> => {
    const actor = data.requestedBy === null ? null : await context.people.actor(data.requestedBy);
    const done = await drillNewest(parts, context, {
      ...{ actor: actor ?? theHouse('job'), jobId: id, signal },
      progress: (records) => progress(records),
    });
    if (!done.ok) context.log.info({}, 'there is no backup yet that could be restored for practice');
  };
}

/** Refuses `drill-no-copy`. */
export async function drillNewest(
  parts: DrillParts,
  context: PluginContext,
  practice: Practice,
): Promise<Result<DrillOutcome, Refusal>> {
  const copy = await parts.drills.newestCopy(context.database.queries);
  if (!copy) return err({ code: 'drill-no-copy' });
  const keys = await parts.houseKeys(context);
  return ok(
    await recordDrill(parts, context, practice, copy, () =>
      parts.fetchCopy(context, copy.copyId, practice.signal, (source) =>
        practise(parts, context, practice, source, keys),
      ),
    ),
  );
}

/** A drill over a file of this machine. */
export function drillFile(
  parts: DrillParts,
  context: PluginContext,
  practice: Practice,
  file: { readonly path: string; readonly source: ArchiveSource; readonly keys: Keys },
): Promise<DrillOutcome> {
  return recordDrill(parts, context, practice, { copyId: null, fileName: basename(file.path) }, () =>
    practise(parts, context, practice, file.source, file.keys),
  );
}

async function recordDrill(
  parts: DrillParts,
  context: PluginContext,
  { actor, jobId }: Practice,
  { copyId, fileName }: { readonly copyId: string | null; readonly fileName: string },
  work: () => Promise<Result<DrillReport, Refusal>>,
): Promise<DrillOutcome> {
  const { drills } = parts;
  const { queries } = context.database;
  const id = newId();
  const startedAt = context.clock.now();
  await drills.add(queries, { id, copyId, fileName, jobId, requestedBy: actor.userId, startedAt });
  let done: Result<DrillReport, Refusal>;
  try {
    done = await work();
  } catch (error) {
    await endDrill(parts, context, actor, {
      drillId: id,
      fileName,
      report: null,
      fault: { code: 'drill-broken' },
    });
    throw error;
  }
  const report = done.ok ? done.value : null;
  const fault = done.ok ? faultOf(done.value, done.value.trail) : done.error;
  const outcome = { drillId: id, fileName, report, fault };
  await endDrill(parts, context, actor, outcome);
  return outcome;
}

/** Restores an archive into a database of its own, and computes everything again. */
async function practise(
  { archives, countRows }: DrillParts,
  context: PluginContext,
  { signal, progress }: Practice,
  source: ArchiveSource,
  keys: Keys,
): Promise<Result<DrillReport, Refusal>> {
  const { copies } = context;
  const checked = await archives(context).check(source, keys, signal);
  if (!checked.ok) return checked;
  const { manifest, sha256, bytes } = checked.value;
  const { schemaVersion, madeAt, tables } = manifest;
  if (!copies.migrations.includes(schemaVersion))
    return err({ code: 'archive-newer-schema', theirs: schemaVersion, ours: copies.migrations.at(-1) });
  return copies.scratch(async (scratch): Promise<Result<DrillReport, Refusal>> => {
    const filled = await fillScratch(archives(context), scratch, {
      ...{ source, keys, signal, progress },
      checked: checked.value,
    });
    if (!filled.ok) return filled;
    const rows: { readonly table: string; readonly rows: number }[] = [];
    for (const { table } of tables)
      rows.push({ table, rows: await countRows(scratch.database, { name: table }) });
    await scratch.migrate();
    const figures = await scratch.aside((database) => copies.figures(database));
    const { seq, ...trail } = await copies.trail(scratch.database);
    return ok({
      ...{ madeAt, schemaVersion, sha256, bytes },
      ...compareDrill({ rows: tables, figures: manifest.figures }, { rows, figures }),
      trail: { ...trail, seq: String(seq) },
    });
  }, schemaVersion);
}

async function endDrill(
  { drills }: DrillParts,
  context: PluginContext,
  actor: Actor,
  { drillId, fileName, report, fault }: DrillOutcome,
): Promise<void> {
  const finishedAt = context.clock.now();
  const certificate =
    report && !fault ? await printCertificate(context, { drillId, fileName, report, finishedAt }) : null;
  const administrators = fault ? await peopleWho(context, 'backup.configure') : [];
  await context.database.transaction(async (tx) => {
    await drills.end(tx.queries, drillId, {
      ...{ report, certificate, finishedAt },
      state: fault ? 'failed' : 'passed',
      error: fault ? JSON.stringify(fault) : null,
    });
    if (fault)
      await tx.inform({
        userIds: administrators,
        kind: 'backup.drill-failed',
        facts: { fileName },
        ...{ entity: 'BackupDrill', entityId: drillId, link: BACKUPS_PAGE },
        uniqueKey: `drill-failed:${drillId}`,
      });
    await tx.audit({
      actor,
      action: fault ? 'backup.fail-drill' : 'backup.pass-drill',
      entity: 'BackupDrill',
      entityId: drillId,
      after: { fileName, sha256: report?.sha256 ?? null },
    });
  });
}
