import { goesOn, type CopyRule, type StoredRow } from '../../src/kernel/copies.js';
import { rhythm } from './adapters/rhythm.js';

const INTERRUPTED = JSON.stringify({ code: 'restored-over' });

/** What was under way when the copy was made is not under way now: nobody goes on with it. */
function ended(from: readonly string[], to: string) {
  return (row: StoredRow, now: Date): StoredRow =>
    from.includes(String(row['state']))
      ? { ...row, state: to, error: INTERRUPTED, ...('finished_at' in row ? { finished_at: now } : {}) }
      : row;
}

/** A house knows of its own backups whatever comes back over it; and of those that the copy knows of besides. */
export const copyRules: readonly CopyRule[] = [
  { model: 'BackupDestination', kept: 'backups', inUse: 'joined', named: 'name' },
  {
    ...{ model: 'BackupPlan', kept: 'backups', inUse: 'joined', named: 'name' },
    comesBack: goesOn((cron, zone, after) => rhythm.next(cron, zone, after)),
  },
  { model: 'BackupRun', kept: 'backups', inUse: 'joined', comesBack: ended(['running'], 'failed') },
  {
    model: 'BackupCopy',
    kept: 'backups',
    inUse: 'joined',
    comesBack: ended(['waiting', 'sending'], 'failed'),
  },
  { model: 'BackupDrill', kept: 'backups', inUse: 'joined', comesBack: ended(['running'], 'failed') },
  {
    model: 'RestoreRequest',
    kept: 'backups',
    inUse: 'joined',
    comesBack: ended(['checking', 'waiting', 'approved', 'running'], 'cancelled'),
  },
];
