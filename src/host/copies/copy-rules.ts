import { keptAs, keptNowhere, type CopyRule } from '../../kernel/copies.js';

/** What the host keeps. Jobs and events of the past are not begun again; what jobs have done stays done, so their keys come back. */
export const copyRules: readonly CopyRule[] = [
  ...keptAs('users', [
    'User',
    'UserPermission',
    'UserPreference',
    'TotpFactor',
    'RecoveryCode',
    'Passkey',
    'ApiKey',
    'SavedView',
  ]),
  ...keptAs('settings', ['Setting']),
  ...keptAs('audit', ['AuditEntry', 'AuditContent', 'AuditHead']),
  ...keptAs('comments', ['Comment', 'Notice']),
  ...keptAs('trash', ['TrashEntry']),
  ...keptAs('jobs', ['JobEffect']),
  ...keptNowhere([
    'Session',
    'RateLimit',
    'OneTimeLink',
    'IdempotencyKey',
    'OutboxEvent',
    'OutboxDelivery',
    'Job',
    'AgendaJob',
  ]),
];
