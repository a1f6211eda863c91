import type { HealthCheck } from '../../../../src/kernel/contributions.js';
import type { Drills } from '../../app/drills/drills.js';

const HOUR_MS = 60 * 60_000;
const DAY_HOURS = 24;
/** A weekly drill, and a day for a machine that was off. */
const LATE_HOURS = 8 * DAY_HOURS;
const MEND = 'npx countinghouse backup drill';

/** How long ago a backup was restored for practice, and found to be what it was. */
export function drillHealth(drills: Drills): HealthCheck {
  return {
    name: 'drills',
    async check({ database, translator, organisation }) {
      const { language } = await organisation();
      const say = (key: string, facts = {}) => translator.text(language, `backup:drills.${key}`, facts);
      const newest = await drills.newestCopy(database.queries);
      const passed = await drills.lastPassed(database.queries);
      if (passed === null)
        return newest === null
          ? { state: 'well', detail: say('nothing') }
          : { state: 'warning', detail: say('never'), mend: MEND };
      const hours = Math.floor(((await database.now()).getTime() - passed.getTime()) / HOUR_MS);
      const days = Math.floor(hours / DAY_HOURS);
      const detail = days === 0 ? say('today') : say('age', { count: days });
      return hours > LATE_HOURS ? { state: 'warning', detail, mend: MEND } : { state: 'well', detail };
    },
  };
}
