import type { Role } from '../../../src/kernel/permissions.js';
import type { NoticeFacts, NoticeKind } from '../contract/notice-kind.js';
import { OTHER_KIND } from './kinds.js';

const STAFF: readonly Role[] = ['admin', 'operator'];
const OFFICES: readonly Role[] = ['admin', 'operator', 'manager'];
const EVERYBODY: readonly Role[] = ['admin', 'operator', 'manager', 'representative'];
const INBOX = ['inbox'];
const AT_ONCE = ['inbox', 'email', 'telegram'];
const BACKUP = 'countinghouse-2026-11-27.tar.gz.age';

/** Notices that plugins write to the inbox without knowing of messages; and, last, all those that nobody foresaw. */
export const houseKinds: readonly NoticeKind[] = [
  houseKind('analytics.alert', OFFICES, AT_ONCE, { text: 'Revenue of Lviv is 40 % below its usual week' }),
  houseKind('reconciliation.statement-late', STAFF, AT_ONCE, {
    account: 'UA21 3223 1300 0002 6007 2335 6600 1',
    dueOn: '2026-03-02',
  }),
  houseKind('backup.backup-late', ['admin'], AT_ONCE, { hours: 31 }),
  houseKind('backup.backup-failed', ['admin'], AT_ONCE, { startedAt: '2026-03-02T01:30:00.000Z' }),
  houseKind('backup.backup-shrank', ['admin'], AT_ONCE, {
    ...{ before: 120_000, rows: 80_000 },
    tables: 'invoice 100000 → 60000',
  }),
  houseKind('backup.copy-failed', ['admin'], AT_ONCE, { place: 'Google Drive' }),
  urgent(houseKind('backup.copy-not-proven', ['admin'], AT_ONCE, { place: 'Google Drive' })),
  houseKind('reports.delivery-failed', EVERYBODY, AT_ONCE, { schedule: 'Sales by office' }),
  urgent(houseKind('backup.restore-asked', ['admin'], AT_ONCE, { name: 'Olena', fileName: BACKUP })),
  houseKind('backup.restore-allowed', ['admin'], AT_ONCE, { name: 'Olena', fileName: BACKUP }),
  houseKind('backup.restore-refused', ['admin'], AT_ONCE, { name: 'Olena', fileName: BACKUP }),
  urgent(houseKind('backup.restore-done', ['admin'], AT_ONCE, { fileName: BACKUP })),
  houseKind('backup.restore-failed', ['admin'], AT_ONCE, { fileName: BACKUP }),
  urgent(houseKind('backup.drill-failed', ['admin'], AT_ONCE, { fileName: BACKUP })),
  houseKind('host.mentioned', EVERYBODY, AT_ONCE, { author: 'Olena', title: 'INV-2026-0042' }),
  urgent(houseKind('host.audit-fault', ['admin'], AT_ONCE, { count: 1, seq: 42 })),
  houseKind('host.audit-anchor-unsent', ['admin'], AT_ONCE, { to: 'anchor@example.com', day: '2026-03-02' }),
  urgent(houseKind('host.recovery-code-used', EVERYBODY, AT_ONCE, { count: 7 })),
  urgent(houseKind('host.factors-reset', EVERYBODY, AT_ONCE, {})),
  houseKind(OTHER_KIND, EVERYBODY, INBOX, {}),
];

function houseKind(
  name: string,
  roles: readonly Role[],
  channels: readonly string[],
  facts: NoticeFacts,
): NoticeKind {
  return {
    ...{ name, roles, channels, comesBy: 'inbox', hasTemplates: false, priority: 1 },
    sample: { model: null, choices: () => Promise.resolve([]), facts: () => Promise.resolve(facts) },
  };
}

function urgent(kind: NoticeKind): NoticeKind {
  return { ...kind, priority: 0, locked: ['email'] };
}
