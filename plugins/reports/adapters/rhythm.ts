import { cronRhythm } from '../../../src/cron/cron-rhythm.js';
import type { Rhythm } from '../app/schedule-report.js';

export const rhythm: Rhythm = cronRhythm;
