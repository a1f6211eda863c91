import { createHash } from 'node:crypto';
import { CronExpressionParser } from 'cron-parser';
import { cronRhythm } from '../../cron/cron-rhythm.js';
import type { JobDefinition } from '../../kernel/contributions.js';

const REPEAT = 'repeat:';

type Repeat = NonNullable<JobDefinition<unknown>['repeat']>;

/**
 * The first occurrence strictly after `after`. Intervals are counted from 1970, not from the start of a process, so every
 * process names the same instants; cron is read in `zone` (IANA).
 */
export function nextOccurrence(repeat: Repeat, after: Date, zone: string): Date {
  if ('everyMs' in repeat) {
    return new Date((Math.floor(after.getTime() / repeat.everyMs) + 1) * repeat.everyMs);
  }
  return cronRhythm.next(repeat.cron, zone, after);
}

/** The id of the job that is this occurrence: the same in every process, so that two of them cannot make it twice. */
export function occurrenceId(name: string, at: Date): string {
  const digest = createHash('sha256').update(`${name}@${at.toISOString()}`).digest('hex');
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}

/** Held by the one occurrence of a job that is waiting or running: the next is planned when it has ended. */
export function repeatKey(name: string): string {
  return `${REPEAT}${name}`;
}

/** every such key, as LIKE has it */
export const REPEAT_KEYS = `${REPEAT}%`;

/** Says why a repetition cannot be kept, or null. */
export function whyNotRepeatable(repeat: Repeat): string | null {
  if ('everyMs' in repeat) return repeat.everyMs >= 1 ? null : `an interval of ${repeat.everyMs} ms`;
  if (repeat.cron.trim().split(/\s+/).length !== 5)
    return `"${repeat.cron}", which does not have five fields`;
  try {
    CronExpressionParser.parse(repeat.cron);
    return null;
  } catch (error) {
    return `"${repeat.cron}": ${error instanceof Error ? error.message : String(error)}`;
  }
}
