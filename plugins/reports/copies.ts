import { keptAs, type CopyRule } from '../../src/kernel/copies.js';
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
    // What was due until now went out then: it goes on with its next day.
    comesBack: (schedule, now) => {
      const { next_run_at: due, cron, zone } = schedule;
      if (!(due instanceof Date) || due > now) return schedule;
      return { ...schedule, next_run_at: rhythm.next(String(cron), String(zone), now) };
    },
  },
];
