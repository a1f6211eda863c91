import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { JobRun } from '../../../../src/kernel/contributions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { WrittenArchive } from '../../contract/archive-file.js';
import type { BackupToSend } from '../../contract/destination.js';
import type { RunParts } from './make-backup.js';
import { openPlace } from '../places/open-place.js';
import type { Plans, StoredRun } from '../stored.js';

/** Writes an archive of the house into a folder, locked by its own key and those of the settings. */
export type WriteArchive = (
  context: PluginContext,
  archive: {
    readonly sets: readonly string[];
    readonly rows: 'jsonl' | 'csv';
    readonly folder: string;
    readonly signal: AbortSignal;
    /** records so far */
    readonly progress: (records: number) => Promise<void>;
  },
) => Promise<Result<WrittenArchive & { readonly path: string; readonly fileName: string }, Refusal>>;

export interface ArchiveParts extends RunParts {
  readonly plans: Plans;
  readonly writeArchive: WriteArchive;
}

export interface MakeData {
  readonly runId: string;
  readonly rows: 'jsonl' | 'csv';
}

export type MakeJob = JobRun<MakeData>;

/**
 * The file of a run on this machine's disk: written now, or by an earlier start. When it was written on another machine, it is fetched from a
 * place that has it already, so that every copy is of the same bytes.
 */
export async function archiveOf(
  parts: ArchiveParts,
  job: MakeJob,
  run: StoredRun,
): Promise<Result<BackupToSend, Refusal>> {
  const folder = await folderOf(job.context, run.id);
  if (run.sha256 === null) return write(parts, job, run, folder);
  const path = join(folder, run.fileName);
  const digests = await digestsOf(path);
  const { fileName, bytes, sha256 } = run;
  if (digests?.sha256 === sha256) return ok({ path, fileName, bytes, sha256, md5: digests.md5 });
  return (await fetchBack(parts, job, { ...run, sha256 }, path)) ?? write(parts, job, run, folder);
}

/** What is on the disk of a run is not needed any more. */
export async function clearArchive(context: PluginContext, runId: string): Promise<void> {
  await rm(await folderOf(context, runId), { recursive: true, force: true });
}

function folderOf({ storage }: PluginContext, runId: string): Promise<string> {
  return storage.folder(`archives/${runId}`);
}

async function write(
  { runs, writeArchive }: ArchiveParts,
  job: MakeJob,
  run: StoredRun,
  folder: string,
): Promise<Result<BackupToSend, Refusal>> {
  // What a start that was killed has left.
  for (const name of await readdir(folder)) await rm(join(folder, name), { force: true });
  const { context, data, signal } = job;
  const written = await writeArchive(context, {
    ...{ sets: run.sets, rows: data.rows, folder, signal },
    progress: (records) => job.progress(records),
  });
  if (!written.ok) return written;
  const { path, fileName, bytes, sha256, md5, manifest } = written.value;
  signal.throwIfAborted();
  const change = {
    ...{ fileName, bytes, sha256, schemaVersion: manifest.schemaVersion },
    manifest: JSON.stringify(manifest),
    records: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
  };
  // A start that has lost its job meanwhile sends nothing: every copy is of what the run says.
  if (!(await runs.written(context.database.queries, run.id, change, run.sha256)))
    throw new Error(`${fileName} was written by another start too`);
  return ok({ path, fileName, bytes, sha256, md5 });
}

/** Null when no place has it. */
async function fetchBack(
  { destinations, copies }: ArchiveParts,
  { context, signal }: MakeJob,
  { id, fileName, bytes, sha256 }: StoredRun & { readonly sha256: string },
  path: string,
): Promise<Result<BackupToSend, Refusal> | null> {
  const { queries } = context.database;
  const there = (await copies.ofRuns(queries, [id])).filter(
    ({ state, location }) => (state === 'stored' || state === 'proven') && location !== null,
  );
  if (there.length === 0) return null;
  for (const copy of there) {
    const destination = await destinations.find(queries, copy.destinationId);
    const place = destination && (await openPlace(context, destination));
    const got = place?.ok ? await place.value.get(copy.location ?? '', signal) : null;
    if (!got?.ok) continue;
    await pipeline(got.value, createWriteStream(path, { mode: 0o600, flush: true }), { signal });
    const digests = await digestsOf(path);
    if (digests?.sha256 === sha256) return ok({ path, fileName, bytes, sha256, md5: digests.md5 });
  }
  return err({ code: 'archive-lost', file: fileName });
}

async function digestsOf(path: string): Promise<{ readonly sha256: string; readonly md5: string } | null> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return null;
  const sha256 = createHash('sha256');
  const md5 = createHash('md5');
  for await (const chunk of createReadStream(path)) {
    sha256.update(chunk as Buffer);
    md5.update(chunk as Buffer);
  }
  return { sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}
