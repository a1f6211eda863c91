import type { PersonalDataOf } from '../../src/kernel/contributions.js';
import type { Belonging } from '../../src/kernel/personal-data.js';

const ofUser: readonly Belonging[] = [{ of: 'user', field: 'userId' }];

/** Chats with the bot. */
export const personalData: PersonalDataOf = {
  classes: [
    { name: 'chats', days: null },
    { name: 'talk', days: 30 },
    { name: 'broadcasts', days: 365 },
  ],
  models: [
    {
      ...{ model: 'TelegramChat', dataClass: 'chats', belongs: ofUser, rows: 'removed' },
      fields: { chatId: 'cleared', username: 'cleared' },
    },
    {
      ...{ model: 'TelegramLink', dataClass: 'chats', belongs: ofUser, rows: 'removed' },
      fields: { digest: 'secret' },
    },
    {
      ...{ model: 'TelegramScreen', dataClass: 'talk', belongs: ofUser, rows: 'removed' },
      fields: { buttons: 'mentions' },
      expiry: { by: 'expiresAt', does: 'removed' },
    },
    {
      ...{ model: 'TelegramConversation', dataClass: 'talk', belongs: ofUser, rows: 'removed' },
      fields: { state: 'mentions' },
      expiry: { by: 'expiresAt', does: 'removed' },
    },
    {
      ...{ model: 'Broadcast', dataClass: 'broadcasts' },
      belongs: [{ of: 'user', field: 'createdBy' }],
      fields: { texts: 'mentions', chatId: 'cleared', messageId: 'cleared' },
      expiry: { by: 'finishedAt', does: 'removed' },
    },
  ],
  impersonal: ['TelegramUpdate', 'TelegramPoller', 'TelegramBucket', 'TelegramFile'],
};
