import type { HealthCheck } from '../../../../src/kernel/contributions.js';
import type { RunParts } from '../../app/making/make-backup.js';
import { safetyOf } from '../../app/making/watch-backups.js';
import { hoursBetween } from '../../domain/lateness.js';

/** How old the newest proven backup is. None at all is a warning: a house begins without one, and should not go on so. */
export function provenHealth(parts: Pick<RunParts, 'destinations' | 'copies'>): HealthCheck {
  return {
    name: 'proven',
    async check(context) {
      const { language } = await context.organisation();
      const say = (key: string, facts = {}) =>
        context.translator.text(language, `backup:proven.${key}`, facts);
      const safety = await safetyOf(parts, context);
      if (safety.state === 'no-place')
        return { state: 'warning', detail: say('no-place'), mend: say('mend-no-place') };
      if (safety.state === 'none-proven')
        return { state: 'warning', detail: say('none-proven'), mend: say('mend-none-proven') };
      const hours = hoursBetween(safety.madeAt, context.clock.now());
      const detail = hours === 0 ? say('fresh') : say('age', { count: hours });
      return safety.isLate ? { state: 'warning', detail, mend: say('mend-late') } : { state: 'well', detail };
    },
  };
}
