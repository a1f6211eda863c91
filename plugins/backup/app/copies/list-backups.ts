import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { RunParts } from '../making/make-backup.js';
import type { StoredCopy, StoredDestination, StoredRun } from '../stored.js';

export interface ListedBackup {
  readonly run: StoredRun;
  /** never with what their uploads remember */
  readonly copies: readonly (Omit<StoredCopy, 'upload'> & { readonly place: string })[];
}

/** Newest first. Refuses `not-permitted`. */
export function makeListBackups({ destinations, runs, copies }: RunParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    limit: number,
  ): Promise<Result<readonly ListedBackup[], Refusal>> => {
    if (!context.may(actor, 'backup.read')) return err({ code: 'not-permitted' });
    const { queries } = context.database;
    const found = await runs.newest(queries, limit);
    const names = new Map((await destinations.all(queries)).map(({ id, name }) => [id, name]));
    const ofRuns = await copies.ofRuns(
      queries,
      found.map(({ id }) => id),
    );
    return ok(
      found.map((run) => ({
        run,
        copies: ofRuns
          .filter(({ runId }) => runId === run.id)
          .map(({ upload: _, ...copy }) => ({ ...copy, place: names.get(copy.destinationId) ?? '' })),
      })),
    );
  };
}

/** By name, without secrets. Refuses `not-permitted`. */
export function makeListDestinations({ destinations }: Pick<RunParts, 'destinations'>) {
  return async (
    context: PluginContext,
    actor: Actor,
  ): Promise<Result<readonly Omit<StoredDestination, 'secrets'>[], Refusal>> => {
    if (!context.may(actor, 'backup.read')) return err({ code: 'not-permitted' });
    const all = await destinations.all(context.database.queries);
    return ok(all.map(({ secrets: _, ...shown }) => shown));
  };
}
