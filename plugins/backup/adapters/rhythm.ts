import { cronRhythm } from '../../../src/cron/cron-rhythm.js';
import type { Rhythm } from '../app/making/save-plan.js';

export const rhythm: Rhythm = cronRhythm;
