import type { Readable } from 'node:stream';
import type { JobRun } from '../../../../src/kernel/contributions.js';
import { theHouse, type Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { archiveFiles, archiveKeys } from '../../contract/archive-file.js';
import { clearOldCopies } from './clear-old-copies.js';
import type { Drills } from '../drills/drills.js';
import { scheduleDrill } from '../drills/schedule-drill.js';
import type { RunParts } from '../making/make-backup.js';
import { openPlace } from '../places/open-place.js';
import type { CopyState, StoredCopy } from '../stored.js';
import { tellAdministrators } from '../tell-administrators.js';

export const PROVE_COPY = 'backup.prove';

/** Those that lie at their place, as far as is known; a failed proof may be tried again. */
const THERE: readonly CopyState[] = ['stored', 'proven', 'failed'];

export interface Proven {
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly tables: number;
  readonly records: number;
}

/** Asks for the proof of a copy: a job gives it. Refuses `not-permitted`, `unknown-copy`, `copy-not-stored`. */
export function makeAskForProof({ copies }: Pick<RunParts, 'copies'>) {
  return async (context: PluginContext, actor: Actor, copyId: string): Promise<Result<null, Refusal>> => {
    if (!context.may(actor, 'backup.make')) return err({ code: 'not-permitted' });
    const found = await findStored(copies, context, copyId);
    if (!found.ok) return found;
    await context.jobs.schedule(
      PROVE_COPY,
      { copyId },
      {
        unique: `${PROVE_COPY}:${copyId}`,
        ...(actor.userId === null ? {} : { requestedBy: actor }),
      },
    );
    return ok(null);
  };
}

/** The job, and then what the rule of the place does not keep goes. */
export function makeProveCopyJob(parts: RunParts & { readonly drills: Pick<Drills, 'lastPassed'> }) {
  return async ({ context, data, signal }: JobRun<{ readonly copyId: string }>): Promise<void> => {
    const found = await findStored(parts.copies, context, data.copyId);
    if (!found.ok) return;
    const proven = await proveStored(parts, context, theHouse('job'), found.value, signal);
    if (!proven.ok) return;
    await clearOldCopies(parts, context, found.value.destinationId, signal);
    // Nobody waits for the night of drills to know that backups can be restored at all.
    if ((await parts.drills.lastPassed(context.database.queries)) === null)
      await scheduleDrill(context, null);
  };
}

/** At once. Refuses as makeAskForProof does, and what does not hold: what the archive's check refuses, `copy-altered`, `copy-missing`. */
export function makeProveCopy(parts: RunParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    copyId: string,
    signal: AbortSignal,
  ): Promise<Result<Proven, Refusal>> => {
    if (!context.may(actor, 'backup.make')) return err({ code: 'not-permitted' });
    const found = await findStored(parts.copies, context, copyId);
    return found.ok ? proveStored(parts, context, actor, found.value, signal) : found;
  };
}

type Stored = StoredCopy & { readonly location: string };

async function findStored(
  copies: RunParts['copies'],
  context: PluginContext,
  copyId: string,
): Promise<Result<Stored, Refusal>> {
  const copy = await copies.find(context.database.queries, copyId);
  if (!copy) return err({ code: 'unknown-copy' });
  const { location, state } = copy;
  if (location === null || !THERE.includes(state)) return err({ code: 'copy-not-stored' });
  return ok({ ...copy, location });
}

async function proveStored(
  parts: RunParts,
  context: PluginContext,
  actor: Actor,
  copy: Stored,
  signal: AbortSignal,
): Promise<Result<Proven, Refusal>> {
  const proven = await compare(parts, context, copy, signal);
  const now = context.clock.now();
  await context.database.transaction(async (tx) => {
    const change = proven.ok
      ? ({ state: 'proven', provenAt: now, error: null } as const)
      : ({ state: 'failed', provenAt: null, error: JSON.stringify(proven.error) } as const);
    if (!(await parts.copies.change(tx.queries, copy.id, THERE, change))) return;
    await tx.audit({
      ...{ actor, action: 'backup.prove-copy', entity: 'BackupCopy', entityId: copy.id },
      ...{ before: { state: copy.state }, after: { state: change.state } },
    });
  });
  if (!proven.ok) await tellOfIt(parts, context, copy, now);
  return proven;
}

async function tellOfIt(
  { destinations }: RunParts,
  context: PluginContext,
  copy: Stored,
  at: Date,
): Promise<void> {
  const place = (await destinations.find(context.database.queries, copy.destinationId))?.name ?? '';
  const key = `backup.copy-not-proven:${copy.id}:${at.toISOString()}`;
  await tellAdministrators(context, 'copy-not-proven', { place }, key);
}

/** Fetched back, decrypted by the house's own key, read to its end, and compared with what was made. @throws what may succeed later */
async function compare(
  { runs, destinations }: RunParts,
  context: PluginContext,
  { runId, destinationId, location }: Stored,
  signal: AbortSignal,
): Promise<Result<Proven, Refusal>> {
  const { queries } = context.database;
  const run = await runs.find(queries, runId);
  const destination = await destinations.find(queries, destinationId);
  if (!run || !destination) return err({ code: 'unknown-copy' });
  const opened = await openPlace(context, destination);
  if (!opened.ok) return opened;
  const source = async (): Promise<Readable> => {
    const got = await opened.value.get(location, signal);
    if (!got.ok) throw new NotFetched(got.error);
    return got.value;
  };
  try {
    const keys = await context.use(archiveKeys).keys();
    const checked = await context.use(archiveFiles).check(source, keys, signal);
    if (!checked.ok) return checked;
    const { manifest, sha256, bytes } = checked.value;
    if (sha256 !== run.sha256) return err({ code: 'copy-altered', file: run.fileName });
    const records = manifest.tables.reduce((sum, { rows }) => sum + rows, 0);
    return ok({ fileName: run.fileName, sha256, bytes, tables: manifest.tables.length, records });
  } catch (error) {
    if (error instanceof NotFetched) return err(error.refusal);
    throw error;
  }
}

class NotFetched extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}
