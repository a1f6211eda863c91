import type { Subscription } from '../../../../src/kernel/contributions.js';
import type { RestoredFacts } from '../../../../src/kernel/copies.js';
import { databaseRestored } from '../../../../src/kernel/restored.js';
import { makeRollups } from '../database/rollups.js';

/** All of the ledger came back without its triggers. Chosen records come back through them, as any other change. */
export const rebuildAfterRestoration: Subscription<RestoredFacts> = {
  event: databaseRestored,
  name: 'rebuild-rollups',
  async handle({ event, tx }) {
    if (event.payload.whole) await makeRollups(tx.dialect).rebuildWithin(tx);
  },
};
