import { MARK } from '../sealing/seal-everything.js';
import { keptAs, keptNowhere, type CopyRule, type InUse } from '../../kernel/copies.js';

const inUse = (how: InUse, rules: readonly CopyRule[]): readonly CopyRule[] =>
  rules.map((rule) => ({ ...rule, inUse: how }));

/**
 * What the host keeps. Jobs and events of the past are not begun again; what jobs have done stays done, so their keys come back. In a
 * house in use nobody gets an old password back, or may sign in again who may not any more, and the audit trail goes on.
 */
export const copyRules: readonly CopyRule[] = [
  { model: 'User', kept: 'users', inUse: { columns: ['password_hash', 'active', 'last_sign_in_at'] } },
  ...keptAs('users', ['UserPermission', 'UserPreference', 'SavedView']),
  ...inUse('owned', keptAs('users', ['TotpFactor', 'RecoveryCode', 'Passkey', 'ApiKey'])),
  // Under which key this database is sealed is nothing that another says.
  { model: 'Setting', kept: 'settings', comesBack: (row) => (row['plugin'] === MARK.plugin ? null : row) },
  ...inUse('stays', keptAs('audit', ['AuditEntry', 'AuditContent', 'AuditHead'])),
  ...keptAs('comments', ['Comment', 'Notice']),
  ...keptAs('trash', ['TrashEntry']),
  ...inUse('joined', keptAs('jobs', ['JobEffect'])),
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
