import { cronRhythm } from '../../../src/cron/cron-rhythm.js';
import type { Rhythm } from '../app/save-plan.js';

export const rhythm: Rhythm = cronRhythm;
