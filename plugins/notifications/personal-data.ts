import type { PersonalDataOf } from '../../src/kernel/contributions.js';

/** Letters and messages, and how people want to be told. */
export const personalData: PersonalDataOf = {
  classes: [
    { name: 'messages', days: 365 },
    { name: 'choices', days: null },
    { name: 'blocks', days: null },
    { name: 'pauses', days: 1096 },
  ],
  models: [
    {
      ...{ model: 'Message', dataClass: 'messages' },
      belongs: [
        { of: 'representative', field: 'recipientId', when: { recipientKind: 'representative' } },
        { of: 'user', field: 'recipientId', when: { recipientKind: 'user' } },
      ],
      fields: {
        ...{ recipientName: 'pseudonym', address: 'cleared', reference: 'cleared' },
        ...{ facts: 'mentions', reason: 'mentions' },
      },
      ends: { when: { state: 'waiting' }, set: { state: 'dropped' } },
      expiry: { by: 'createdAt', when: { state: ['sent', 'failed', 'dropped'] }, does: 'removed' },
    },
    {
      ...{ model: 'NoticeChoice', dataClass: 'choices', rows: 'removed' },
      belongs: [{ of: 'user', field: 'userId' }],
    },
    {
      ...{ model: 'NoticeProfile', dataClass: 'choices', rows: 'removed' },
      belongs: [{ of: 'user', field: 'userId' }],
    },
    {
      ...{ model: 'MailBlock', dataClass: 'blocks', rows: 'removed', mentioning: 'removed' },
      belongs: [{ addressed: 'mailbox' }],
      fields: { address: 'nobody', mailbox: 'mentions', reason: 'nobody', detail: 'mentions' },
    },
    {
      ...{ model: 'ReminderPause', dataClass: 'pauses' },
      belongs: [{ of: 'representative', field: 'representativeId' }],
      fields: { reason: 'nobody', note: 'words' },
      expiry: { by: 'endedAt', does: 'removed' },
    },
  ],
  impersonal: ['NoticeDefault', 'ReminderLadder', 'ReminderStage'],
};
