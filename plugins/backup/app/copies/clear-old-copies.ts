import { theHouse } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { copiesToRemove } from '../../domain/retention.js';
import type { RunParts } from '../making/make-backup.js';
import { openPlace } from '../places/open-place.js';
import type { CopyState } from '../stored.js';

const THERE: readonly CopyState[] = ['stored', 'proven'];

/** Takes away what the rule of a place does not keep. What cannot be removed now is looked at again after the next proof. */
export async function clearOldCopies(
  { destinations, copies }: RunParts,
  context: PluginContext,
  destinationId: string,
  signal: AbortSignal,
): Promise<void> {
  const { queries } = context.database;
  const destination = await destinations.find(queries, destinationId);
  if (!destination) return;
  const { zone } = await context.organisation();
  const old = copiesToRemove(await copies.keptAt(queries, destinationId), destination.keep, zone);
  if (old.length === 0) return;
  const opened = await openPlace(context, destination);
  if (!opened.ok) return context.log.warn({ refusal: opened.error }, 'old backups cannot be removed');
  for (const { id } of old) {
    const location = (await copies.find(queries, id))?.location;
    const removed = location ? await opened.value.remove(location, signal) : null;
    if (removed && !removed.ok) {
      context.log.warn({ copy: id, refusal: removed.error }, 'an old backup cannot be removed');
      continue;
    }
    const removedAt = context.clock.now();
    await context.database.transaction(async (tx) => {
      if (!(await copies.change(tx.queries, id, THERE, { state: 'removed', removedAt }))) return;
      await tx.audit({
        ...{ actor: theHouse('job'), action: 'backup.remove-copy', entity: 'BackupCopy', entityId: id },
        ...{ before: { location: location ?? null }, after: null },
      });
    });
  }
}
