import type { JobRun } from '../../../../src/kernel/contributions.js';
import type { Actor, PermissionName } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { FetchCopy } from '../copies/fetch-copy.js';
import type { HouseKeys } from '../house-keys.js';
import { endRequest, type RequestJob } from './look-at-archive.js';
import type { makeRestoreBackup, RestoreOutcome } from './restore-backup.js';
import type { RestoreRequest, RestoreRequests } from './restore-requests.js';
import { peopleWho, RESTORE_PAGE } from '../tell-people.js';

export interface RunParts {
  readonly requests: RestoreRequests;
  readonly fetchCopy: FetchCopy;
  readonly houseKeys: HouseKeys;
  readonly restore: ReturnType<typeof makeRestoreBackup>;
}

/**
 * The job: brings back what was allowed, from the very archive that was looked at. That the request is done is written in the
 * transaction that brings the rows, so that it happens once, however often the job is begun.
 */
export function makeRunRestoration(parts: RunParts) {
  return async ({ context, data, signal, lastAttempt, progress }: JobRun<RequestJob>): Promise<void> => {
    const { requests } = parts;
    const { queries } = context.database;
    const request = await requests.find(queries, data.requestId);
    // Who was to be told may not have been, when a worker was killed just after it was done.
    if (request?.state === 'done') return tellDone(context, request);
    if (request?.state !== 'approved' && request?.state !== 'running') return;
    await requests.change(queries, request.id, ['approved', 'running'], { state: 'running' });
    try {
      const done = await restore(parts, context, request, signal, (records) => progress(records));
      if (done.ok) await tellDone(context, request);
      else await endRequest(requests, context, request, ['running'], done.error);
    } catch (error) {
      if (lastAttempt && !signal.aborted)
        await endRequest(requests, context, request, ['running'], { code: 'restore-failed' });
      throw error;
    }
  };
}

async function restore(
  { requests, fetchCopy, houseKeys, restore }: RunParts,
  context: PluginContext,
  request: RestoreRequest,
  signal: AbortSignal,
  progress: (records: number) => Promise<void>,
): Promise<Result<RestoreOutcome, Refusal>> {
  const { wanted, conflicts, sha256, copyId } = request;
  if (!wanted || sha256 === null) return err({ code: 'restore-request-unreadable' });
  const asking = await stillMay(context, request.requestedBy, 'backup.restore');
  if (!asking.ok) return asking;
  const deciding = await stillMay(context, request.decidedBy, 'backup.approve');
  if (!deciding.ok) return deciding;
  return fetchCopy(context, copyId, signal, async (source) =>
    restore(context, asking.value, {
      ...{ source, wanted, conflicts, sha256, signal, progress },
      keys: await houseKeys(context),
      replace: true,
      async within({ queries }) {
        const change = { state: 'done', finishedAt: context.clock.now() } as const;
        const isOurs = await requests.change(queries, request.id, ['running'], change);
        return isOurs ? ok(null) : err({ code: 'restore-begun' });
      },
    }),
  );
}

/** Refuses `restore-not-allowed-any-more`. */
async function stillMay(
  { people, may }: PluginContext,
  userId: string | null,
  permission: PermissionName,
): Promise<Result<Actor, Refusal>> {
  const actor = userId === null ? null : await people.actor(userId);
  if (!actor || !may(actor, permission)) return err({ code: 'restore-not-allowed-any-more' });
  return ok({ ...actor, via: 'job' });
}

async function tellDone(context: PluginContext, { id, fileName }: RestoreRequest): Promise<void> {
  const userIds = await peopleWho(context, 'backup.restore');
  await context.database.transaction((tx) =>
    tx.inform({
      ...{ userIds, kind: 'backup.restore-done', facts: { fileName } },
      ...{ entity: 'RestoreRequest', entityId: id, link: RESTORE_PAGE },
      uniqueKey: `restore-done:${id}`,
    }),
  );
}
