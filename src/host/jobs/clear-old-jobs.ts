import type { JobDefinition } from '../../kernel/contributions.js';
import { jobQueries } from './job-tables.js';

const KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;
const AT_ONCE = 500;

/**
 * Clears away jobs that were done or cancelled thirty days ago. Failed ones stay until somebody has seen to them, and so do the keys
 * of effects: what was done once must not be done again because its job was forgotten.
 */
export const clearOldJobs: JobDefinition<null> = {
  name: 'host.clear-old-jobs',
  permission: 'host.jobs.manage',
  parse: () => null,
  repeat: { cron: '17 3 * * *' },
  timeoutMs: 30 * 60_000,
  async run({ context, signal, progress }) {
    const queries = jobQueries(context.database.queries);
    const before = new Date((await context.database.now()).getTime() - KEPT_DAYS * DAY_MS);
    let cleared = 0;
    while (!signal.aborted) {
      const old = await queries
        .selectFrom('job')
        .select('id')
        .where('state', 'in', ['done', 'cancelled'])
        .where('finished_at', '<', before)
        .limit(AT_ONCE)
        .execute();
      if (old.length === 0) return;
      const ids = old.map((job) => job.id);
      await queries.deleteFrom('job').where('id', 'in', ids).execute();
      cleared += ids.length;
      await progress(cleared);
    }
  },
};
