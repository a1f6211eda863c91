import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { FolderChoice, FoldersAsked } from '../../contract/doors.js';
import { findKind } from './open-place.js';
import type { Destinations } from '../stored.js';

/** Refuses `not-permitted`, `place-gone`, `place-kind-unknown`, `place-without-folders`, `place-unreachable`, and what the kind refuses. */
export function makeListFolders(destinations: Destinations) {
  return async (
    context: PluginContext,
    actor: Actor,
    { id, kind: name, place, inside }: FoldersAsked,
    signal: AbortSignal,
  ): Promise<Result<readonly FolderChoice[], Refusal>> => {
    if (!context.may(actor, 'backup.configure')) return err({ code: 'not-permitted' });
    const found = findKind(context, name);
    if (!found.ok) return found;
    const { folders } = found.value.kind;
    if (!folders) return err({ code: 'place-without-folders' });
    const kept = id === null ? null : await destinations.find(context.database.queries, id);
    if (id !== null && kept?.kind !== name) return err({ code: 'place-gone' });
    // The folder itself is what is being chosen: fields that are required may be empty still.
    const typed = Object.fromEntries(Object.entries(place).filter(([, value]) => value.trim() !== ''));
    try {
      const listed = await folders(found.value.context, { ...kept?.secrets, ...typed }, inside, signal);
      return listed.ok ? ok(listed.value.map((folder) => ({ id: folder.id, title: folder.name }))) : listed;
    } catch (error) {
      signal.throwIfAborted();
      return err({
        code: 'place-unreachable',
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  };
}
