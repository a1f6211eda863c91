import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { notifications, type Telling } from '../contract/notifications.js';

/** What somebody sends now, and how the trail calls it. */
export interface ByHand extends Omit<Telling, 'uniqueKey' | 'to'> {
  readonly entity: string;
  readonly entityId: string;
  readonly representativeId: string;
  readonly action: 'notifications.send-invoice' | 'notifications.send-statement';
}

export interface Queued {
  readonly messages: number;
}

type Behind = (context: PluginContext, tx: Transaction, representativeId: string) => Promise<Telling['to']>;

/**
 * To a representative by the channels that it chose, once a minute: a button pressed twice sends once. Returns how many messages were
 * queued. Refuses `nowhere-to-send`.
 */
export function makeSendByHand(behind: Behind) {
  return (
    context: PluginContext,
    actor: Actor,
    { action, representativeId, ...telling }: ByHand,
  ): Promise<Result<Queued, Refusal>> =>
    context.database.transaction(async (tx) => {
      const minute = context.clock.now().toISOString().slice(0, 16);
      const { entity, entityId } = telling;
      const messages = await context.use(notifications).tell(tx, {
        ...telling,
        to: await behind(context, tx, representativeId),
        uniqueKey: `${action.slice('notifications.'.length)}:${entityId}:${minute}`,
      });
      if (messages === 0) return err({ code: 'nowhere-to-send' });
      await tx.audit({ actor, action, entity, entityId, after: { messages } });
      return ok({ messages });
    });
}
