import type { JobRun } from '../../../../src/kernel/contributions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, type Refusal, type Result } from '../../../../src/values/result.js';
import type { FetchCopy } from '../copies/fetch-copy.js';
import type { HouseKeys } from '../house-keys.js';
import type { makeLookAtRestoration, RestoreOutcome } from './restore-backup.js';
import type { RestoreRequest, RestoreRequests } from './restore-requests.js';
import { peopleWho, RESTORE_PAGE } from '../tell-people.js';

export interface RequestJob {
  readonly requestId: string;
}

export interface LookParts {
  readonly requests: RestoreRequests;
  readonly fetchCopy: FetchCopy;
  readonly houseKeys: HouseKeys;
  readonly look: ReturnType<typeof makeLookAtRestoration>;
}

/** The job: what a restoration would do is computed, kept with the request, and told to those who may allow it. */
export function makeLookAtArchive(parts: LookParts) {
  return async ({ context, data, signal, lastAttempt, progress }: JobRun<RequestJob>): Promise<void> => {
    const { requests } = parts;
    const request = await requests.find(context.database.queries, data.requestId);
    if (request?.state !== 'checking') return;
    try {
      const seen = await lookAt(parts, context, request, signal, (records) => progress(records));
      if (seen.ok) await makeWait(parts, context, request, seen.value);
      else await endRequest(requests, context, request, ['checking'], seen.error);
    } catch (error) {
      if (lastAttempt && !signal.aborted)
        await endRequest(requests, context, request, ['checking'], { code: 'restore-look-failed' });
      throw error;
    }
  };
}

async function lookAt(
  { fetchCopy, houseKeys, look }: LookParts,
  context: PluginContext,
  { copyId, wanted, conflicts }: RestoreRequest,
  signal: AbortSignal,
  progress: (records: number) => Promise<void>,
): Promise<Result<RestoreOutcome, Refusal>> {
  if (!wanted) return err({ code: 'restore-request-unreadable' });
  return fetchCopy(context, copyId, signal, async (source) =>
    look(context, {
      ...{ source, wanted, conflicts, signal, progress },
      keys: await houseKeys(context),
      replace: true,
    }),
  );
}

async function makeWait(
  { requests }: LookParts,
  context: PluginContext,
  request: RestoreRequest,
  { tables, sha256 }: RestoreOutcome,
): Promise<void> {
  const deciding = (await peopleWho(context, 'backup.approve')).filter((id) => id !== request.requestedBy);
  const [asking] = await context.people.named([request.requestedBy]);
  await context.database.transaction(async (tx) => {
    const change = { state: 'waiting', effect: tables, sha256 } as const;
    if (!(await requests.change(tx.queries, request.id, ['checking'], change))) return;
    await tx.inform({
      userIds: deciding,
      kind: 'backup.restore-asked',
      facts: { name: asking?.name ?? '', fileName: request.fileName },
      ...{ entity: 'RestoreRequest', entityId: request.id, link: RESTORE_PAGE },
      uniqueKey: `restore-asked:${request.id}`,
    });
  });
}

/** It did not come to be: kept with the request, and told to who asked. */
export async function endRequest(
  requests: RestoreRequests,
  context: PluginContext,
  { id, fileName, requestedBy }: RestoreRequest,
  states: readonly RestoreRequest['state'][],
  refusal: Refusal,
): Promise<void> {
  await context.database.transaction(async (tx) => {
    const change = {
      state: 'failed',
      error: JSON.stringify(refusal),
      finishedAt: context.clock.now(),
    } as const;
    if (!(await requests.change(tx.queries, id, states, change))) return;
    await tx.inform({
      userIds: [requestedBy],
      kind: 'backup.restore-failed',
      facts: { fileName },
      ...{ entity: 'RestoreRequest', entityId: id, link: RESTORE_PAGE },
      uniqueKey: `restore-failed:${id}`,
    });
  });
}
