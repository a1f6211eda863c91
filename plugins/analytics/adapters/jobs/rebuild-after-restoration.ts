import type { Subscription } from '../../../../src/kernel/contributions.js';
import type { RestoredFacts } from '../../../../src/kernel/copies.js';
import { databaseRestored } from '../../../../src/kernel/restored.js';
import { REBUILD_ROLLUPS } from './rollup-jobs.js';

/**
 * All of the ledger came back without its triggers. Chosen records come back through them, as any other change. A job takes the time that
 * it needs; a handler is given seconds.
 */
export const rebuildAfterRestoration: Subscription<RestoredFacts> = {
  event: databaseRestored,
  name: 'rebuild-rollups',
  async handle({ context, event, tx }) {
    if (!event.payload.whole) return;
    const unique = `${REBUILD_ROLLUPS}:${event.id}`;
    await context.jobs.schedule(REBUILD_ROLLUPS, null, { unique, within: tx });
  },
};
