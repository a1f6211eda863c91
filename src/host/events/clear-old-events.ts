import type { HostTables } from '../../../generated/tables/host.js';
import type { JobDefinition } from '../../kernel/contributions.js';
import { queriesOf } from '../../query/queries.js';

const KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;
const AT_ONCE = 500;

/** Clears away events that every subscriber has had for thirty days; one that was given up stays until somebody has seen to it. */
export const clearOldEvents: JobDefinition<null> = {
  name: 'host.clear-old-events',
  permission: 'host.jobs.manage',
  parse: () => null,
  repeat: { cron: '37 3 * * *' },
  timeoutMs: 30 * 60_000,
  async run({ context, signal, progress }) {
    const before = new Date((await context.database.now()).getTime() - KEPT_DAYS * DAY_MS);
    let cleared = 0;
    while (!signal.aborted) {
      const count = await context.database.transaction(async (tx) => {
        const queries = queriesOf<HostTables>(tx.queries);
        const old = await queries
          .selectFrom('outbox_event as event')
          .select('event.id')
          .where('event.done_at', '<', before)
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('outbox_delivery')
                  .select('event_id')
                  .whereRef('event_id', '=', 'event.id')
                  .where('delivered_at', 'is', null),
              ),
            ),
          )
          .limit(AT_ONCE)
          .execute();
        if (old.length === 0) return 0;
        const ids = old.map(({ id }) => id);
        await queries.deleteFrom('outbox_delivery').where('event_id', 'in', ids).execute();
        await queries.deleteFrom('outbox_event').where('id', 'in', ids).execute();
        return ids.length;
      });
      if (count === 0) return;
      cleared += count;
      await progress(cleared);
    }
  },
};
