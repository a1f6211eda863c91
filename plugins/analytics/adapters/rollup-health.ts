import type { HealthCheck } from '../../../src/kernel/contributions.js';
import { makeRollups } from './database/rollups.js';

/** Figures are right however many changes wait, but they are added up again for every answer. */
const MANY = 100_000;

export const rollupHealth: HealthCheck = {
  name: 'rollups',
  async check({ database }) {
    const waiting = await makeRollups(database.dialect).pending(database.queries);
    if (waiting < MANY) return { state: 'well', detail: `changes that wait to be folded: ${waiting}` };
    return {
      state: 'warning',
      detail: `${waiting} changes of the ledger wait to be folded into the rollups: figures are right, and slow`,
      mend: 'countinghouse analytics fold, or a process with ROLE=worker',
    };
  },
};
