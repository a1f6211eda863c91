import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { newId } from '../../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { isWhole, type ConflictPolicy, type Wanted } from '../../domain/wanted.js';
import type { RestoreRequests } from './restore-requests.js';

export const LOOK_AT_ARCHIVE = 'backup.look-at-archive';

export interface RestorationAsked {
  readonly copyId: string;
  readonly wanted: Wanted;
  readonly conflicts: ConflictPolicy;
}

/**
 * Somebody asks for a restoration: a job looks what it would do, and somebody else decides. Refuses `restore-not-allowed`,
 * `restore-needs-person`, `restore-nothing-chosen`, `restore-no-copy`.
 */
export function makeAskForRestoration(requests: RestoreRequests) {
  return async (
    context: PluginContext,
    actor: Actor,
    { copyId, wanted, conflicts }: RestorationAsked,
  ): Promise<Result<{ readonly requestId: string }, Refusal>> => {
    if (!context.may(actor, 'backup.restore')) return err({ code: 'restore-not-allowed' });
    const { userId } = actor;
    if (userId === null) return err({ code: 'restore-needs-person' });
    if (!isWhole(wanted) && wanted.representatives.length + wanted.invoices.length === 0)
      return err({ code: 'restore-nothing-chosen' });
    const copy = await requests.copyToRestore(context.database.queries, copyId);
    if (!copy) return err({ code: 'restore-no-copy' });
    const request = {
      ...{ id: newId(), copyId, wanted, conflicts, fileName: copy.fileName, sha256: null },
      ...{
        state: 'checking' as const,
        requestedBy: userId,
        requestedAt: context.clock.now(),
        decidedBy: null,
      },
    } as const;
    await context.database.transaction(async (tx) => {
      await requests.add(tx.queries, request);
      await tx.audit({
        actor,
        action: 'backup.ask-for-restoration',
        entity: 'RestoreRequest',
        entityId: request.id,
        after: { fileName: copy.fileName, wanted, conflicts },
      });
    });
    const jobId = await context.jobs.schedule(
      LOOK_AT_ARCHIVE,
      { requestId: request.id },
      { unique: `${LOOK_AT_ARCHIVE}:${request.id}`, requestedBy: actor },
    );
    await requests.change(context.database.queries, request.id, ['checking'], { state: 'checking', jobId });
    return ok({ requestId: request.id });
  };
}
