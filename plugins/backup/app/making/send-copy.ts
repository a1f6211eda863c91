import { ok, err, type Refusal, type Result } from '../../../../src/values/result.js';
import type { BackupToSend, StoredBackup } from '../../contract/destination.js';
import type { RunParts } from './make-backup.js';
import { abandonUploadTo } from '../places/abandon-upload.js';
import { openPlace } from '../places/open-place.js';
import { tellAdministrators } from '../tell-administrators.js';
import type { CopyState, StoredCopy } from '../stored.js';
import type { MakeJob } from './write-archive.js';

const OPEN: readonly CopyState[] = ['waiting', 'sending'];

/** How a copy ended; `later`: what went wrong may not go wrong the next time. */
export type Sent = 'stored' | 'given-up' | { readonly later: unknown };

/** Sends the archive to one place, and never fails for another. */
export async function sendCopy(
  parts: RunParts,
  job: MakeJob,
  backup: BackupToSend,
  copy: StoredCopy,
): Promise<Sent> {
  const { context, signal, lastAttempt } = job;
  const { queries } = context.database;
  try {
    const stored = await put(parts, job, backup, copy);
    if (!stored.ok) return await giveUp(parts, job, copy, backup, stored.error);
    const { location, bytes, storedAt } = stored.value;
    // Once for ever, by the fence of this start: a worker that lost the job writes nothing more.
    await job.effectOnce(`backup.stored:${copy.id}`, (tx) =>
      parts.copies.change(tx.queries, copy.id, OPEN, {
        ...{ state: 'stored', location, bytes, storedAt, upload: null, error: null },
      }),
    );
    return 'stored';
  } catch (error) {
    if (signal.aborted) throw error;
    const refusal = {
      code: 'sending-failed',
      reason: error instanceof Error ? error.message : String(error),
    };
    context.log.warn({ err: error, copy: copy.id }, 'a backup could not be sent');
    if (lastAttempt) return giveUp(parts, job, copy, backup, refusal);
    await parts.copies.change(queries, copy.id, OPEN, { error: JSON.stringify(refusal) });
    return { later: error };
  }
}

async function put(
  { destinations, copies }: RunParts,
  { context, signal, progress }: MakeJob,
  backup: BackupToSend,
  { id, destinationId, upload, attempts }: StoredCopy,
): Promise<Result<StoredBackup, Refusal>> {
  const { queries } = context.database;
  const destination = await destinations.find(queries, destinationId);
  if (!destination) return err({ code: 'place-gone' });
  const opened = await openPlace(context, destination);
  if (!opened.ok) return opened;
  await copies.change(queries, id, OPEN, { state: 'sending', attempts: attempts + 1 });
  const stored = await opened.value.put(backup, {
    ...{ resume: upload, signal },
    remember: async (resume) => void (await copies.change(queries, id, OPEN, { upload: resume })),
    progress: (bytes) => progress(bytes, backup.bytes, destination.name),
  });
  return stored.ok ? ok(stored.value) : stored;
}

/** A person has to mend it, or it was tried long enough. */
async function giveUp(
  { copies, destinations }: RunParts,
  { context }: MakeJob,
  copy: StoredCopy,
  { fileName }: BackupToSend,
  refusal: Refusal,
): Promise<Sent> {
  const { queries } = context.database;
  const error = JSON.stringify(refusal);
  const gone = await copies.change(queries, copy.id, OPEN, { state: 'failed', error, upload: null });
  if (!gone) return 'given-up';
  const place = await destinations.find(queries, copy.destinationId);
  if (place) await abandonUploadTo(context, place, fileName);
  await tellAdministrators(
    context,
    'copy-failed',
    { place: place?.name ?? '' },
    `backup.copy-failed:${copy.id}`,
  );
  return 'given-up';
}
