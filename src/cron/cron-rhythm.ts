import { CronExpressionParser, type CronExpression } from 'cron-parser';
import type { Refusal } from '../values/result.js';

const YEAR_MS = 366 * 86_400_000;

/**
 * Cron in a zone of its own. On the day that clocks go forward an hour that does not exist is kept in the next one; on the day that
 * they go back what stands in the doubled hour happens once.
 */
export const cronRhythm = {
  /** why it cannot be kept: `cron-fields` { cron }, `cron-invalid` { cron, reason }, `unknown-zone` { zone }; or null */
  refusal(cron: string, zone: string): Refusal | null {
    if (!isZone(zone)) return { code: 'unknown-zone', zone };
    if (cron.trim().split(/\s+/).length !== 5) return { code: 'cron-fields', cron };
    try {
      open(cron, zone, new Date(0)).next();
      return null;
    } catch (error) {
      return { code: 'cron-invalid', cron, reason: error instanceof Error ? error.message : String(error) };
    }
  },

  /** the first occurrence after an instant */
  next: (cron: string, zone: string, after: Date): Date => open(cron, zone, after).next().toDate(),

  /** the newest occurrence at an instant or before; null when there was none in a year */
  newest(cron: string, zone: string, at: Date): Date | null {
    // The one before the first that lies after `at`; an occurrence on `at` itself counts.
    const newest = open(cron, zone, new Date(at.getTime() + 1))
      .prev()
      .toDate();
    return at.getTime() - newest.getTime() <= YEAR_MS ? newest : null;
  },
};

function open(cron: string, zone: string, at: Date): CronExpression {
  return CronExpressionParser.parse(cron, { currentDate: at, tz: zone });
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
