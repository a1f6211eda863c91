import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import { makeRollups } from '../database/rollups.js';

const MINUTE_MS = 60_000;

/** Folds what changes of the ledger have left behind. Started twice it does no harm: each image is taken by one of both. */
const foldChanges: JobDefinition<null> = {
  name: 'analytics.fold-changes',
  permission: 'analytics.maintain',
  parse: () => null,
  repeat: { everyMs: MINUTE_MS },
  timeoutMs: 60 * MINUTE_MS,
  async run({ context: { database }, signal, progress }) {
    const rollups = makeRollups(database.dialect);
    for (let all = 0; !signal.aborted;) {
      const folded = await rollups.fold(database);
      if (folded === 0) return;
      all += folded;
      await progress(all);
    }
  },
};

export const REBUILD_ROLLUPS = 'analytics.rebuild-rollups';

const rebuildRollups: JobDefinition<null> = {
  name: REBUILD_ROLLUPS,
  permission: 'analytics.maintain',
  parse: () => null,
  timeoutMs: 6 * 60 * MINUTE_MS,
  run: ({ context: { database }, progress }) => makeRollups(database.dialect).rebuild(database, progress),
};

export const rollupJobs = [foldChanges, rebuildRollups];
