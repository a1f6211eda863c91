import type { Language } from '../../../../src/kernel/permissions.js';
import type { NoticeFacts, NoticeKind } from '../../../notifications/contract/notice-kind.js';
import { BROADCAST_KIND } from '../../app/broadcasts.js';
import { textFor } from '../../domain/broadcast.js';
import { makeStoredBroadcasts } from '../database/broadcasts.js';

const sampleFacts = (language: Language): NoticeFacts => ({
  text: {
    en: 'The office is closed on Monday.',
    uk: 'У понеділок офіс зачинено.',
    ru: 'В понедельник офис закрыт.',
  }[language],
  organisation: 'Lantern Networks',
});

/** Its text is read when it goes out, in the recipient's language; once the broadcast is cancelled there is nothing to say. */
export const broadcastKind: NoticeKind = {
  name: BROADCAST_KIND,
  roles: ['admin', 'operator', 'manager', 'representative'],
  comesBy: 'tell',
  hasTemplates: false,
  channels: ['telegram'],
  priority: 2,
  async lookAgain(context, tx, { entityId, language }) {
    const broadcast = await makeStoredBroadcasts(tx.dialect).find(tx.queries, entityId ?? '');
    if (broadcast?.state !== 'sending') return { dropped: 'broadcast-cancelled' };
    const { name } = await context.organisation();
    return { facts: { text: textFor(broadcast.texts, language), organisation: name } };
  },
  sample: {
    model: null,
    choices: () => Promise.resolve([]),
    facts: (_context, actor) => Promise.resolve(sampleFacts(actor.language)),
  },
};
