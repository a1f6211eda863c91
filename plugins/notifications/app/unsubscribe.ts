import type { PluginContext } from '../../../src/kernel/plugin.js';
import { theHouse } from '../../../src/kernel/permissions.js';
import type { Database, QueryHandle } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { notifications } from '../contract/notifications.js';
import type { MailBlocks } from './mail-blocks.js';
import { readUnsubscribeToken, type Unsubscription } from './unsubscribe-links.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly mailBlocks: MailBlocks;
  readonly isLocked: (context: PluginContext, queries: QueryHandle, kind: string) => Promise<boolean>;
}

/**
 * Ends what the link in a letter ends: letters of its kind to a user; to a representative's own address everything that may be turned
 * off. Again it changes nothing. Refuses `link-not-ours`, `letters-locked`, `nobody-to-unsubscribe`.
 */
export function makeUnsubscribe({ database, clock, mailBlocks, isLocked }: Needs) {
  return async (context: PluginContext, token: string): Promise<Result<Unsubscription, Refusal>> => {
    const ends = readUnsubscribeToken(context, token);
    if (!ends) return err({ code: 'link-not-ours' });
    if (await isLocked(context, database.queries, ends.kind)) return err({ code: 'letters-locked' });
    if (ends.recipient.kind === 'user') return endKind(context, ends);
    await database.transaction(async (tx) => {
      const blocked = {
        address: ends.address,
        reason: 'unsubscribed',
        detail: null,
        messageId: null,
      } as const;
      if (!(await mailBlocks.block(tx.queries, blocked, clock.now()))) return;
      await tx.audit({
        actor: theHouse('system'),
        action: 'notifications.unsubscribe',
        entity: 'MailBlock',
        entityId: (await mailBlocks.keyOf(tx.queries, ends.address)) ?? '',
        before: null,
        after: { reason: 'unsubscribed' },
      });
    });
    return ok(ends);
  };
}

/** As the user itself would in its preferences. */
async function endKind(
  context: PluginContext,
  ends: Unsubscription,
): Promise<Result<Unsubscription, Refusal>> {
  const actor = await context.people.actor(ends.recipient.id);
  if (!actor) return err({ code: 'nobody-to-unsubscribe' });
  const service = context.use(notifications);
  const { kinds } = await service.preferences(actor);
  const kind = kinds.find(({ name }) => name === ends.kind);
  if (!kind) return err({ code: 'nobody-to-unsubscribe' });
  const on = kind.channels.filter((each) => each.on).map(({ name }) => name);
  if (!on.includes('email')) return ok(ends);
  const channels = on.filter((name) => name !== 'email');
  const chosen = await service.choose(actor, { kind: ends.kind, channels });
  return chosen.ok ? ok(ends) : chosen;
}
