import type { HealthCheck } from '../../../../src/kernel/contributions.js';
import type { RunParts } from '../../app/making/make-backup.js';
import { safetyOf } from '../../app/making/watch-backups.js';
import { hoursBetween } from '../../domain/lateness.js';

/** How old the newest proven backup is. None at all is a warning: a house begins without one, and should not go on so. */
export function provenHealth(parts: Pick<RunParts, 'destinations' | 'copies'>): HealthCheck {
  return {
    name: 'proven',
    async check(context) {
      const safety = await safetyOf(parts, context);
      if (safety.state === 'no-place')
        return {
          state: 'warning',
          detail: 'no backup is made: no place for backups is set up',
          mend: 'set up a place and a plan on the page Places of backups, or countinghouse backup make --to file:FOLDER each night',
        };
      if (safety.state === 'none-proven')
        return {
          state: 'warning',
          detail: 'no backup is proven yet',
          mend: 'make a backup on the page Backups; what became of earlier ones stands there',
        };
      const hours = hoursBetween(safety.madeAt, context.clock.now());
      const detail = `the newest proven backup is ${hours} hours old`;
      if (!safety.isLate) return { state: 'well', detail };
      return { state: 'warning', detail, mend: 'see on the page Backups why none was made or proven since' };
    },
  };
}
