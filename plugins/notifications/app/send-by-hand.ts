import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { notifications, type Telling } from '../contract/notifications.js';
import type { Queued } from '../contract/sent-by-hand.js';

/** What somebody sends now, and how the trail calls it. */
export interface ByHand extends Omit<Telling, 'uniqueKey' | 'to'> {
  readonly entity: string;
  readonly entityId: string;
  readonly representativeId: string;
  readonly action: 'notifications.send-invoice' | 'notifications.send-statement';
}

type CountByChannel = (queries: QueryHandle, keyPrefix: string) => Promise<Queued['byChannel']>;
type Behind = (context: PluginContext, tx: Transaction, representativeId: string) => Promise<Telling['to']>;

/**
 * To a representative by the channels that it chose, once a minute: a button pressed twice sends once. Refuses `nowhere-to-send`.
 */
export function makeSendByHand(behind: Behind, countByChannel: CountByChannel) {
  return (
    context: PluginContext,
    actor: Actor,
    { action, representativeId, ...telling }: ByHand,
  ): Promise<Result<Queued, Refusal>> =>
    context.database.transaction(async (tx) => {
      const minute = context.clock.now().toISOString().slice(0, 16);
      const { entity, entityId } = telling;
      const uniqueKey = `${action.slice('notifications.'.length)}:${entityId}:${minute}`;
      const messages = await context.use(notifications).tell(tx, {
        ...telling,
        to: await behind(context, tx, representativeId),
        uniqueKey,
      });
      if (messages === 0) return err({ code: 'nowhere-to-send' });
      await tx.audit({ actor, action, entity, entityId, after: { messages } });
      const queued = await countByChannel(tx.queries, uniqueKey);
      const told = messages - [...queued.values()].reduce((sum, each) => sum + each, 0);
      return ok({ messages, byChannel: told > 0 ? new Map([...queued, ['inbox', told]]) : queued });
    });
}
