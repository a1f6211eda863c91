import { keptAs, type CopyRule, type StoredRow } from '../../src/kernel/copies.js';

const UNSENT = ['waiting', 'sending'];

export const copyRules: readonly CopyRule[] = [
  ...keptAs('notifications', [
    'NoticeChoice',
    'NoticeProfile',
    'NoticeDefault',
    'ReminderLadder',
    'ReminderStage',
    'ReminderPause',
  ]),
  // Whoever wants no more mail since then gets none.
  { model: 'MailBlock', kept: 'notifications', inUse: 'joined' },
  {
    model: 'Message',
    kept: 'messages',
    comesBack: (message) => (UNSENT.includes(String(message['state'])) ? dropped(message) : message),
  },
];

/** It went out meanwhile, or is of another day. */
function dropped(message: StoredRow): StoredRow {
  const reason = JSON.stringify({ code: 'brought-back' });
  return { ...message, state: 'dropped', reason, held_by: null, held_until: null };
}
