import type { Readable } from 'node:stream';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { RunParts } from '../making/make-backup.js';
import { openPlace } from '../places/open-place.js';

/** The encrypted file as its place has it. Refuses `not-permitted`, `unknown-copy`, `copy-not-stored`, and what the place refuses. */
export function makeOpenCopy({ destinations, runs, copies }: RunParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    copyId: string,
    signal: AbortSignal,
  ): Promise<Result<{ readonly fileName: string; readonly content: Readable }, Refusal>> => {
    if (!context.may(actor, 'backup.download')) return err({ code: 'not-permitted' });
    const { queries } = context.database;
    const copy = await copies.find(queries, copyId);
    const run = copy && (await runs.find(queries, copy.runId));
    const destination = copy && (await destinations.find(queries, copy.destinationId));
    if (!copy || !run || !destination) return err({ code: 'unknown-copy' });
    if (copy.location === null || copy.state === 'removed') return err({ code: 'copy-not-stored' });
    const opened = await openPlace(context, destination);
    if (!opened.ok) return opened;
    const got = await opened.value.get(copy.location, signal);
    if (!got.ok) return got;
    await context.database.transaction((tx) =>
      tx.audit({
        ...{ actor, action: 'backup.download-copy', entity: 'BackupCopy', entityId: copyId },
        after: { file: run.fileName, place: destination.name },
      }),
    );
    return ok({ fileName: run.fileName, content: got.value });
  };
}
