import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { RestoreRequests } from './restore-requests.js';

/**
 * Takes a request back before it is begun: its own asker, or whoever may allow one. Refuses `restore-not-allowed`,
 * `restore-no-request`, `restore-begun`.
 */
export function makeCancelRestoration(requests: RestoreRequests) {
  return async (context: PluginContext, actor: Actor, requestId: string): Promise<Result<null, Refusal>> => {
    const request = await requests.find(context.database.queries, requestId);
    if (!request) return err({ code: 'restore-no-request' });
    const isOwn = request.requestedBy === actor.userId && context.may(actor, 'backup.restore');
    if (!isOwn && !context.may(actor, 'backup.approve')) return err({ code: 'restore-not-allowed' });
    return context.database.transaction(async (tx): Promise<Result<null, Refusal>> => {
      const change = { state: 'cancelled', finishedAt: context.clock.now() } as const;
      if (!(await requests.change(tx.queries, requestId, ['checking', 'waiting', 'approved'], change)))
        return err({ code: 'restore-begun' });
      await tx.audit({
        actor,
        action: 'backup.cancel-restoration',
        entity: 'RestoreRequest',
        entityId: requestId,
        after: { fileName: request.fileName },
      });
      return ok(null);
    });
  };
}
