import type { HostTables } from '../../../generated/tables/host.js';
import type { Actor } from '../../kernel/permissions.js';
import type { PluginContext } from '../../kernel/plugin-context.js';
import { queriesOf } from '../../query/queries.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import type { AccessMeans } from './access-means.js';
import { refusedWithoutAdministrator } from './administrators.js';

/** Shuts a user out, at once and everywhere. Refusals: user-unknown, user-own-access, user-last-admin. */
export async function deactivateUser(
  { sessions }: Pick<AccessMeans, 'sessions'>,
  context: PluginContext,
  actor: Actor,
  userId: string,
): Promise<Result<null, Refusal>> {
  if (userId === actor.userId) return err({ code: 'user-own-access' });
  const done = await setActive(context, actor, userId, false);
  if (done.ok) await sessions.removeAllOf(userId);
  return done;
}

/** Lets a user sign in again. Refusals: user-unknown. */
export function activateUser(
  context: PluginContext,
  actor: Actor,
  userId: string,
): Promise<Result<null, Refusal>> {
  return setActive(context, actor, userId, true);
}

function setActive(
  { database, clock }: PluginContext,
  actor: Actor,
  userId: string,
  active: boolean,
): Promise<Result<null, Refusal>> {
  return database.transaction(async (tx) => {
    const refusal = active ? null : await refusedWithoutAdministrator(tx, userId);
    if (refusal) return err(refusal);
    const { numUpdatedRows } = await queriesOf<HostTables>(tx.queries)
      .updateTable('app_user')
      .set((row) => ({ active, updated_at: clock.now(), version: row('version', '+', 1) }))
      .where('id', '=', userId)
      .where('active', '=', !active)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return err({ code: 'user-unknown' });
    await tx.audit({
      actor,
      action: active ? 'host.activate-user' : 'host.deactivate-user',
      entity: 'User',
      entityId: userId,
      before: { active: !active },
      after: { active },
    });
    return ok(null);
  });
}
