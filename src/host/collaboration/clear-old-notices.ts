import type { JobDefinition } from '../../kernel/contributions.js';
import { inboxIn } from './inbox.js';

const KEPT_DAYS = 90;
const DAY_MS = 24 * 60 * 60_000;
const AT_ONCE = 500;

/** Clears away notices that were read ninety days ago. What nobody has read waits. */
export const clearOldNotices: JobDefinition<null> = {
  name: 'host.clear-old-notices',
  permission: 'host.jobs.manage',
  parse: () => null,
  repeat: { cron: '41 3 * * *' },
  timeoutMs: 30 * 60_000,
  async run({ context, signal, progress }) {
    const queries = inboxIn(context.database);
    const before = new Date((await context.database.now()).getTime() - KEPT_DAYS * DAY_MS);
    let cleared = 0;
    while (!signal.aborted) {
      const old = await queries
        .selectFrom('notice')
        .select('id')
        .where('read_at', '<', before)
        .limit(AT_ONCE)
        .execute();
      if (old.length === 0) return;
      await queries
        .deleteFrom('notice')
        .where(
          'id',
          'in',
          old.map(({ id }) => id),
        )
        .execute();
      cleared += old.length;
      await progress(cleared);
    }
  },
};
