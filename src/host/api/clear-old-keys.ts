import type { HostTables } from '../../../generated/tables/host.js';
import type { JobDefinition } from '../../kernel/contributions.js';
import { queriesOf } from '../../query/queries.js';

const AT_ONCE = 500;

/** Clears away what writes of the API answered more than a day ago: after that, the same key is a new request. */
export const clearOldIdempotencyKeys: JobDefinition<null> = {
  name: 'host.clear-old-idempotency-keys',
  permission: 'host.jobs.manage',
  parse: () => null,
  repeat: { cron: '43 * * * *' },
  timeoutMs: 30 * 60_000,
  async run({ context, signal, progress }) {
    const queries = queriesOf<HostTables>(context.database.queries);
    const now = await context.database.now();
    let cleared = 0;
    while (!signal.aborted) {
      const old = await queries
        .selectFrom('idempotency_key')
        .select('id')
        .where('expires_at', '<=', now)
        .limit(AT_ONCE)
        .execute();
      if (old.length === 0) return;
      const ids = old.map(({ id }) => id);
      await queries
        .deleteFrom('idempotency_key')
        .where('id', 'in', ids)
        .where('expires_at', '<=', now)
        .execute();
      cleared += old.length;
      await progress(cleared);
    }
  },
};
