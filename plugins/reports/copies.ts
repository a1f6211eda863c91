import { goesOn, keptAs, type CopyRule } from '../../src/kernel/copies.js';
import { rhythm } from './adapters/rhythm.js';

const UNDER_WAY = ['waiting', 'running'];

export const copyRules: readonly CopyRule[] = [
  ...keptAs('reports', ['Report', 'ReportRevision', 'ReportDelivery']),
  {
    model: 'ReportRun',
    kept: 'reports',
    comesBack: (run, now) =>
      UNDER_WAY.includes(String(run['state']))
        ? { ...run, state: 'failed', error: JSON.stringify({ code: 'run-failed' }), finished_at: now }
        : run,
  },
  {
    model: 'ReportSchedule',
    kept: 'reports',
    comesBack: goesOn((cron, zone, after) => rhythm.next(cron, zone, after)),
  },
];
