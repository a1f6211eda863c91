import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import type { BackupToSend, OpenDestination, StoredBackup } from '../../contract/destination.js';
import { abandonUpload } from './abandon-upload.js';

/** Puts a file there or leaves nothing: no later start goes on with it. */
export async function putOnce(
  context: PluginContext,
  place: OpenDestination,
  backup: BackupToSend,
  signal: AbortSignal,
): Promise<Result<StoredBackup, Refusal>> {
  let isStored = false;
  try {
    const stored = await place.put(backup, {
      ...{ resume: null, signal },
      ...{ remember: () => Promise.resolve(), progress: () => Promise.resolve() },
    });
    isStored = stored.ok;
    return stored;
  } finally {
    if (!isStored) await abandonUpload(context, place, backup.fileName);
  }
}
