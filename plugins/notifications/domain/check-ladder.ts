import type { Refusal } from '../../../src/values/result.js';
import type { LadderContent } from './ladder.js';

const EARLIEST = -60;
const LATEST = 365;
const MOST_STAGES = 30;

/**
 * What a ladder that is to be kept must meet. Refuses `ladder-without-name`, `ladder-without-stages`, `ladder-too-long`,
 * `stage-day-out-of-range`, `stages-equal`, `escalation-before-representative`, `least-needs-one-currency`.
 */
export function refusalOfLadder({ name, segment, stages }: LadderContent): Refusal | null {
  if (name.trim() === '') return { code: 'ladder-without-name' };
  if (stages.length === 0) return { code: 'ladder-without-stages' };
  if (stages.length > MOST_STAGES) return { code: 'ladder-too-long', most: MOST_STAGES };
  const stray = stages.find(({ day }) => !Number.isInteger(day) || day < EARLIEST || day > LATEST);
  if (stray) return { code: 'stage-day-out-of-range', day: stray.day, earliest: -EARLIEST, latest: LATEST };
  const twin = stages.find(({ day, audience }, index) =>
    stages.slice(0, index).some((other) => other.day === day && other.audience === audience),
  );
  if (twin) return { code: 'stages-equal', day: twin.day, audience: twin.audience };
  // Whoever owes hears of it before, or on the day that, somebody else does.
  const first = Math.min(
    ...stages.filter(({ audience }) => audience === 'representative').map(({ day }) => day),
  );
  const early = stages.find(({ day, audience }) => audience !== 'representative' && day < first);
  if (early) return { code: 'escalation-before-representative', day: early.day, audience: early.audience };
  const names = segment.currencies.length;
  return segment.atLeast !== null && names !== 1 ? { code: 'least-needs-one-currency' } : null;
}
