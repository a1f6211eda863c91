import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { RestoreRequests } from './restore-requests.js';
import { RESTORE_PAGE } from '../tell-people.js';

export const RESTORE = 'backup.restore';

/**
 * Another person than the one who asked allows a restoration, and a job begins it; or refuses it. Refuses `restore-not-allowed`,
 * `restore-needs-person`, `restore-no-request`, `restore-own-request`, `restore-not-waiting`.
 */
export function makeDecideRestoration(requests: RestoreRequests) {
  return async (
    context: PluginContext,
    actor: Actor,
    requestId: string,
    allow: boolean,
  ): Promise<Result<null, Refusal>> => {
    if (!context.may(actor, 'backup.approve')) return err({ code: 'restore-not-allowed' });
    const { userId } = actor;
    if (userId === null) return err({ code: 'restore-needs-person' });
    const request = await requests.find(context.database.queries, requestId);
    if (!request) return err({ code: 'restore-no-request' });
    if (request.requestedBy === userId) return err({ code: 'restore-own-request' });
    const decided = await context.database.transaction(async (tx): Promise<Result<null, Refusal>> => {
      const now = context.clock.now();
      const change = allow
        ? ({ state: 'approved', decidedBy: userId, decidedAt: now } as const)
        : ({ state: 'refused', decidedBy: userId, decidedAt: now, finishedAt: now } as const);
      if (!(await requests.change(tx.queries, requestId, ['waiting'], change)))
        return err({ code: 'restore-not-waiting' });
      await tx.inform({
        userIds: [request.requestedBy],
        kind: allow ? 'backup.restore-allowed' : 'backup.restore-refused',
        facts: { name: actor.name, fileName: request.fileName },
        ...{ entity: 'RestoreRequest', entityId: requestId, link: RESTORE_PAGE },
        uniqueKey: `restore-decided:${requestId}`,
      });
      await tx.audit({
        actor,
        action: allow ? 'backup.allow-restoration' : 'backup.refuse-restoration',
        entity: 'RestoreRequest',
        entityId: requestId,
        after: { fileName: request.fileName, sha256: request.sha256 },
      });
      return ok(null);
    });
    if (!decided.ok || !allow) return decided;
    const jobId = await context.jobs.schedule(
      RESTORE,
      { requestId },
      { unique: `${RESTORE}:${requestId}`, requestedBy: actor },
    );
    await requests.change(context.database.queries, requestId, ['approved'], { state: 'approved', jobId });
    return decided;
  };
}
