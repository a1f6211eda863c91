import { EVERYBODY, type LadderContent, type Stage } from './ladder.js';

/** What most houses begin with: three days before, on the day, 3, 7 and 14 after; managers from the seventh, administrators from the fourteenth. */
export const USUAL_STAGES: readonly Stage[] = [
  { day: -3, audience: 'representative', wording: 'friendly' },
  { day: 0, audience: 'representative', wording: 'plain' },
  { day: 3, audience: 'representative', wording: 'plain' },
  { day: 7, audience: 'representative', wording: 'firm' },
  { day: 7, audience: 'manager', wording: 'plain' },
  { day: 14, audience: 'representative', wording: 'final' },
  { day: 14, audience: 'admin', wording: 'plain' },
].map((stage) => ({ ...(stage as Pick<Stage, 'day' | 'audience' | 'wording'>), channels: [], extra: {} }));

export function usualLadder(name: string): LadderContent {
  return { name, active: false, segment: EVERYBODY, stages: USUAL_STAGES };
}
