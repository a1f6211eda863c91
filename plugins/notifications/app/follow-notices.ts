import type { Subscription } from '../../../src/kernel/contributions.js';
import { noticesWritten, type NoticesWritten } from '../../../src/kernel/notices.js';
import type { Telling } from '../contract/notifications.js';
import { kindFor, knownKinds } from './kinds.js';
import type { WrittenNotice } from './outbox.js';
import { queueBesidesInbox, type TellParts } from './tell.js';

/** What was written to an inbox goes out by the further channels that its reader has on for its kind. */
export function followNotices(parts: TellParts): Subscription<NoticesWritten> {
  return {
    event: noticesWritten,
    name: 'queue-notices',
    async handle({ context, event, tx }) {
      const kinds = knownKinds(context);
      const written = await parts.inbox.notices(tx.queries, event.payload.noticeIds);
      // Those of kinds that are told were queued when they were told.
      const news = written.filter(({ kind }) => kindFor(kinds, kind).value.comesBy === 'inbox');
      await queueBesidesInbox(parts, context, tx, news.map(tellingOf));
    },
  };
}

function tellingOf({ id, userId, kind, facts, entity, entityId, link }: WrittenNotice): Telling {
  return {
    ...{ kind, facts, to: [{ kind: 'user', id: userId }], uniqueKey: `notice:${id}` },
    ...(entity !== null && { entity }),
    ...(entityId !== null && { entityId }),
    ...(link !== null && { link }),
  };
}
