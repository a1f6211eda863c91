import type { PersonalDataOf } from '../../kernel/contributions.js';
import type { Belonging } from '../../kernel/personal-data.js';

const ofUser: readonly Belonging[] = [{ of: 'user', field: 'userId' }];

/** What the house itself keeps of those who sign in, and of whomever its records are about. */
export const hostPersonalData: PersonalDataOf = {
  classes: [
    { name: 'accounts', days: null },
    { name: 'sessions', days: 30 },
    { name: 'preferences', days: null },
    { name: 'comments', days: null },
    { name: 'notices', days: 365 },
    { name: 'audit', days: null, bySetting: 'auditContentDays' },
    { name: 'trash', days: 30 },
    { name: 'work', days: 90 },
  ],
  models: [
    {
      ...{ model: 'User', dataClass: 'accounts' },
      subject: { kind: 'user', identifies: ['name', 'email'] },
      belongs: [
        { of: 'user', field: 'id' },
        { of: 'representative', field: 'representativeId' },
        { of: 'manager', field: 'managerId' },
      ],
      fields: {
        email: 'no-address',
        name: 'pseudonym',
        passwordHash: 'secret',
        lastSignInAt: 'cleared',
      },
      ends: { set: { active: false } },
    },
    { model: 'UserPermission', dataClass: 'accounts', belongs: ofUser, rows: 'removed' },
    {
      ...{ model: 'OneTimeLink', dataClass: 'accounts', belongs: ofUser, rows: 'removed' },
      fields: { digest: 'secret' },
      expiry: { by: 'expiresAt', does: 'removed' },
    },
    {
      ...{ model: 'TotpFactor', dataClass: 'accounts', belongs: ofUser, rows: 'removed' },
      fields: { secret: 'secret' },
    },
    {
      ...{ model: 'RecoveryCode', dataClass: 'accounts', belongs: ofUser, rows: 'removed' },
      fields: { digest: 'secret' },
    },
    {
      ...{ model: 'Passkey', dataClass: 'accounts', belongs: ofUser, rows: 'removed' },
      fields: { name: 'cleared' },
    },
    {
      ...{ model: 'ApiKey', dataClass: 'accounts', belongs: ofUser, rows: 'removed' },
      fields: { name: 'cleared', digest: 'secret' },
    },
    {
      ...{ model: 'Session', dataClass: 'sessions', belongs: ofUser, rows: 'removed' },
      fields: { data: 'cleared' },
      expiry: { by: 'expiresAt', does: 'removed' },
    },
    {
      ...{ model: 'RateLimit', dataClass: 'sessions', mentioning: 'removed' },
      fields: { key: 'mentions' },
      expiry: { by: 'expireAt', does: 'removed' },
    },
    {
      ...{ model: 'SavedView', dataClass: 'preferences', belongs: ofUser, rows: 'removed' },
      fields: { name: 'mentions', view: 'mentions' },
    },
    {
      ...{ model: 'UserPreference', dataClass: 'preferences', belongs: ofUser, rows: 'removed' },
      fields: { name: 'nobody', value: 'mentions' },
    },
    {
      ...{ model: 'Comment', dataClass: 'comments' },
      belongs: [
        { about: 'entity', field: 'entityId' },
        { of: 'user', field: 'authorId', lightly: true },
      ],
      fields: { body: 'words' },
      expiry: { by: 'createdAt', does: 'removed' },
    },
    {
      ...{ model: 'Notice', dataClass: 'notices', belongs: ofUser, rows: 'removed' },
      fields: { facts: 'mentions' },
      expiry: { by: 'createdAt', does: 'removed' },
    },
    {
      ...{ model: 'AuditEntry', dataClass: 'audit' },
      belongs: [
        { of: 'user', field: 'actorId' },
        { about: 'entity', field: 'entityId' },
      ],
      fields: { content: 'nobody' },
    },
    {
      ...{ model: 'AuditContent', dataClass: 'audit', rows: 'trail' },
      belongs: [{ as: 'AuditEntry', field: 'entryId' }],
      fields: { salt: 'secret', actor: 'mentions', before: 'mentions', after: 'mentions' },
    },
    {
      ...{ model: 'TrashEntry', dataClass: 'trash' },
      fields: { title: 'mentions', rows: 'mentions' },
      expiry: { by: 'deletedAt', does: 'removed' },
    },
    {
      ...{ model: 'OutboxEvent', dataClass: 'work' },
      fields: { name: 'nobody', payload: 'mentions' },
      expiry: {
        ...{ by: 'doneAt', does: 'removed' },
        with: [{ model: 'OutboxDelivery', field: 'eventId' }],
      },
    },
    { model: 'OutboxDelivery', dataClass: 'work', fields: { error: 'mentions' } },
    {
      ...{ model: 'Job', dataClass: 'work' },
      belongs: [{ of: 'user', field: 'requestedBy', lightly: true }],
      fields: { name: 'nobody', data: 'mentions', note: 'mentions', error: 'mentions' },
      expiry: { by: 'finishedAt', when: { state: ['done', 'cancelled'] }, does: 'removed' },
    },
    {
      ...{ model: 'IdempotencyKey', dataClass: 'work' },
      fields: { effect: 'mentions', body: 'mentions' },
      expiry: { by: 'expiresAt', does: 'removed' },
    },
    { model: 'Setting', dataClass: 'work', fields: { name: 'nobody', value: 'mentions' } },
  ],
  impersonal: ['AuditHead', 'JobEffect', 'AgendaJob'],
};
