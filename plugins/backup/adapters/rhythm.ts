import { CronExpressionParser, type CronExpression } from 'cron-parser';
import type { Rhythm } from '../app/save-plan.js';

/**
 * Cron in a zone of its own. On the day that clocks go forward an hour that does not exist is kept in the next one; on the day that
 * they go back what stands in the doubled hour happens once.
 */
export const rhythm: Rhythm = {
  refusal(cron, zone) {
    if (!isZone(zone)) return { code: 'unknown-zone', zone };
    if (cron.trim().split(/\s+/).length !== 5) return { code: 'cron-fields', cron };
    try {
      open(cron, zone, new Date(0)).next();
      return null;
    } catch (error) {
      return { code: 'cron-invalid', cron, reason: error instanceof Error ? error.message : String(error) };
    }
  },
  next: (cron, zone, after) => open(cron, zone, after).next().toDate(),
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
