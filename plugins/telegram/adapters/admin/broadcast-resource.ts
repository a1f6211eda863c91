import type { AdminResource } from '../../../../src/kernel/contributions.js';
import { everything } from '../../../../src/kernel/permissions.js';

/** What was broadcast. One is written in the chat, where it is seen as it arrives. */
export const broadcastResource: AdminResource = {
  model: 'Broadcast',
  icon: 'Radio',
  permissions: { read: 'telegram.broadcast' },
  // Those who have the permission answer for all of them; no row belongs to anybody in particular.
  scope: () => everything,
  titleField: 'createdAt',
  listFields: ['createdAt', 'state', 'total', 'startedAt', 'finishedAt'],
  showFields: ['createdAt', 'state', 'total', 'texts', 'startedAt', 'finishedAt'],
  filterFields: ['createdAt', 'state'],
  sort: { by: 'createdAt', direction: 'desc' },
  fields: {
    state: { kind: 'status', options: ['sending', 'done', 'cancelled'] },
    texts: { kind: 'text-by-language' },
    audience: { visible: false },
    createdBy: { visible: false },
    chatId: { visible: false },
    messageId: { visible: false },
  },
};
