import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobRun } from '../../../src/kernel/contributions.js';
import type { Actor, Language, PermissionName } from '../../../src/kernel/permissions.js';
import { LANGUAGES } from '../../../src/kernel/permissions.js';
import type { SubjectKind } from '../../../src/kernel/personal-data.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { PrivacySettings } from '../settings.js';
import { sees, type ErasureParts } from './erase-subject.js';
import type { ExportState } from '../contract/requests.js';
import type { Exports, FoundSubject, StoredExport } from './stored.js';

export const EXPORT_SUBJECT = 'privacy.export-subject';
export const CLEAR_EXPORTS = 'privacy.clear-exports';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface ExportToWrite {
  readonly context: PluginContext;
  readonly subject: FoundSubject;
  readonly language: Language;
  readonly path: string;
  readonly signal: AbortSignal;
  /** called after each record, with how many there were so far */
  readonly onRecord?: (records: number) => void;
}

export interface WrittenExport {
  readonly records: bigint;
  readonly bytes: bigint;
  /** SHA-256, hexadecimal */
  readonly digest: string;
}

/** Writes everything about one person into one file. */
export type WriteExport = (asked: ExportToWrite) => Promise<WrittenExport>;

export interface ExportParts {
  readonly exports: Exports;
  readonly subjects: ErasureParts['subjects'];
  readonly write: WriteExport;
}

interface Named {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** Whom a signed-in person may ask about without any permission over others: itself. Null: nobody. */
export function ownSubject({ representativeId, managerId, userId }: Actor): Named | null {
  if (representativeId !== null) return { kind: 'representative', id: representativeId };
  if (managerId !== null) return { kind: 'manager', id: managerId };
  return userId === null ? null : { kind: 'user', id: userId };
}

/** The subject, for who may see everything about it: itself, or who may export and sees its record. */
export function findExportable(
  parts: Pick<ExportParts, 'subjects'>,
  context: PluginContext,
  actor: Actor,
  named: Named,
): Promise<FoundSubject | null> {
  return reachSubject(parts, context, actor, named, 'privacy.export');
}

/** The subject, for itself, and for whoever has the permission over others and sees its record. */
export async function reachSubject(
  { subjects }: Pick<ExportParts, 'subjects'>,
  context: PluginContext,
  actor: Actor,
  { kind, id }: Named,
  permission: PermissionName,
): Promise<FoundSubject | null> {
  const own = ownSubject(actor);
  const found = await subjects.find(context, context.database.queries, kind, id);
  if (!found) return null;
  if (own?.kind === kind && own.id === id) return found;
  // Who stands for a representative or a manager is a user besides.
  if (kind === 'user' && id === actor.userId) return found;
  if (!context.may(actor, permission)) return null;
  return (await sees(context, actor, found)) ? found : null;
}

/**
 * Asks for the file, and has a job make it; both or neither. While one is being made it is that one. Refuses `unknown-subject`, and to
 * who asks for its own `export-once-a-day` (count: hours until the next).
 */
export function makeRequestExport(parts: ExportParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    named: Named,
  ): Promise<Result<StoredExport, Refusal>> => {
    const found = await findExportable(parts, context, actor, named);
    if (!found) return err({ code: 'unknown-subject' });
    const now = await context.database.now();
    const asked = await context.database.transaction(async (tx): Promise<Result<StoredExport, Refusal>> => {
      await parts.subjects.lock(context, tx, found);
      const before = await parts.exports.of(tx.queries, found);
      const open = before.find(isOpen);
      if (open) return ok(open);
      const hours = context.may(actor, 'privacy.export') ? 0 : hoursToWait(before, now);
      if (hours > 0) return err({ code: 'export-once-a-day', count: hours });
      const id = newId();
      const jobId = await context.jobs.schedule(
        EXPORT_SUBJECT,
        { exportId: id },
        { unique: `${EXPORT_SUBJECT}:${id}`, requestedBy: actor, within: tx },
      );
      const made: StoredExport = {
        ...{ id, subjectKind: found.kind, subjectId: found.id, state: 'waiting' },
        ...{ filePath: null, fileName: null, records: 0n, bytes: 0n, digest: null, error: null },
        ...{ jobId, requestedBy: actor.userId, createdAt: now, expiresAt: null },
      };
      await parts.exports.add(tx.queries, made);
      await tx.audit({
        ...{ actor, action: 'privacy.request-export', entity: found.model, entityId: found.id },
        after: { export: id },
      });
      return ok(made);
    });
    if (asked.ok && asked.value.jobId !== null) await context.jobs.runNow(asked.value.jobId);
    return asked;
  };
}

const OPEN: readonly ExportState[] = ['waiting', 'running'];

function isOpen({ state }: StoredExport): boolean {
  return OPEN.includes(state);
}

/** One that failed does not count. */
function hoursToWait(before: readonly StoredExport[], now: Date): number {
  const newest = before.find(({ state }) => state !== 'failed');
  if (!newest) return 0;
  return Math.max(0, Math.ceil((newest.createdAt.getTime() + DAY_MS - now.getTime()) / HOUR_MS));
}

/** The job: makes the file of one request, from its beginning whenever it is started again. */
export function makeExportSubject(parts: ExportParts) {
  return async ({
    context,
    data,
    signal,
    lastAttempt,
    progress,
  }: JobRun<{ readonly exportId: string }>): Promise<void> => {
    const { queries } = context.database;
    const asked = await parts.exports.find(queries, data.exportId);
    if (!asked || !isOpen(asked)) return;
    const subject = await parts.subjects.find(context, queries, asked.subjectKind, asked.subjectId);
    if (!subject) {
      const error = JSON.stringify({ code: 'unknown-subject' });
      await parts.exports.change(queries, asked.id, OPEN, { state: 'failed', error });
      return;
    }
    await parts.exports.change(queries, asked.id, OPEN, { state: 'running' });
    // A name of this start alone: one that was taken for dead may be writing yet.
    const path = join(await context.storage.folder('exports'), `${newId()}.zip`);
    try {
      const language = languageOf(subject);
      const onRecord = (records: number): void => void progress(records);
      const written = await parts.write({ context, subject, language, path, signal, onRecord });
      const { exportDays } = (await context.settings()) as PrivacySettings;
      const ready = await parts.exports.change(queries, asked.id, OPEN, {
        ...{ ...written, state: 'ready', filePath: path, fileName: `personal-data-${subject.code}.zip` },
        expiresAt: new Date((await context.database.now()).getTime() + exportDays * DAY_MS),
      });
      if (!ready) await rm(path, { force: true });
    } catch (error) {
      if (lastAttempt && !signal.aborted)
        await parts.exports.change(queries, asked.id, OPEN, {
          ...{ state: 'failed', error: JSON.stringify({ code: 'export-failed' }) },
        });
      throw error;
    }
  };
}

export function languageOf({ language }: FoundSubject): Language {
  return LANGUAGES.find((each) => each === language) ?? 'en';
}

/** The job of each night: files whose time is over are removed, and those that a killed process left behind. */
export function makeClearExports({ exports }: Pick<ExportParts, 'exports'>) {
  return async ({ context }: Pick<JobRun<null>, 'context'>): Promise<void> => {
    const { queries } = context.database;
    const now = await context.database.now();
    for (const { id, filePath } of await exports.expired(queries, now)) {
      if (filePath) await rm(filePath, { force: true });
      await exports.change(queries, id, ['ready'], { state: 'expired', filePath: null });
    }
    const folder = await context.storage.folder('exports');
    const kept = await exports.paths(queries);
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      if (kept.has(path)) continue;
      const { mtimeMs } = await stat(path);
      if (mtimeMs < now.getTime() - DAY_MS) await rm(path, { force: true });
    }
  };
}
