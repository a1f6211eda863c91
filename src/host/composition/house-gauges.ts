import type { HostTables } from '../../../generated/tables/host.js';
import { queriesOf } from '../../query/queries.js';
import type { OpenHouse } from './open-house.js';

/** Figures that are looked up when they are scraped. */
export function addGauges({ metrics, database, relay, cache }: OpenHouse): void {
  metrics.gauge('countinghouse_jobs', 'Jobs by state.', 'state', async () => {
    const rows = await queriesOf<HostTables>(database.port.queries)
      .selectFrom('job')
      .select(['state', ({ fn }) => fn.countAll().as('count')])
      .groupBy('state')
      .execute();
    return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
  });
  metrics.gauge(
    'countinghouse_events',
    'Events that wait, and deliveries that were given up.',
    'state',
    async () => {
      const { waiting, dead } = await relay.figures();
      return { waiting, dead };
    },
  );
  metrics.gauge(
    'countinghouse_cache_lookups',
    'Answers of this process that were remembered, and that had to be made.',
    'outcome',
    async () => ({ ...cache.figures() }),
  );
}
