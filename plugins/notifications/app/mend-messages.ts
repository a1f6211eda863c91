import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { Outbox } from './outbox.js';

/** What failed or was dropped waits again, at once. Refuses `nothing-to-resend` when none of them had. */
export async function resendMessages(
  outbox: Outbox,
  context: PluginContext,
  actor: Actor,
  ids: readonly string[],
): Promise<Result<number, Refusal>> {
  const now = await context.database.now();
  return mend(context, actor, ids, 'resend', (tx) => outbox.resend(tx, ids, now));
}

/** What waits does not go out. Refuses `nothing-to-drop` when none of them waited. */
export function dropMessages(
  outbox: Outbox,
  context: PluginContext,
  actor: Actor,
  ids: readonly string[],
): Promise<Result<number, Refusal>> {
  const reason = JSON.stringify({ code: 'dropped-by-hand', name: actor.name });
  return mend(context, actor, ids, 'drop', (tx) => outbox.dropOnes(tx, ids, reason));
}

function mend(
  context: PluginContext,
  actor: Actor,
  ids: readonly string[],
  verb: 'resend' | 'drop',
  work: (tx: Transaction) => Promise<readonly string[]>,
): Promise<Result<number, Refusal>> {
  return context.database.transaction(async (tx): Promise<Result<number, Refusal>> => {
    const mended = await work(tx);
    if (mended.length === 0) return err({ code: `nothing-to-${verb}`, count: ids.length });
    for (const entityId of mended)
      await tx.audit({ actor, action: `notifications.${verb}-message`, entity: 'Message', entityId });
    return ok(mended.length);
  });
}
