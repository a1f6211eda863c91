import type { DashboardWidget } from '../../../../src/kernel/contributions.js';
import { ageInWords, minutesBetween } from '../../domain/age.js';
import { newestProven, readDrills } from '../database/read-backups.js';
import { say } from '../words.js';

/** How old the newest proven backup is, and what the last drill said. */
export const newestBackup: DashboardWidget = {
  name: 'newest-backup',
  permission: 'backup.read',
  async load(reading) {
    const { context, language } = reading;
    const { queries } = context.database;
    const link = '/admin/pages/backup-backups';
    const newest = await newestProven(queries);
    const [drill] = await readDrills(queries, 1);
    const note = say(reading, `widgets.newest-backup.drill.${drill?.state ?? 'none'}`);
    if (!newest) return { kind: 'figure', value: say(reading, 'widgets.newest-backup.none'), note, link };
    const value = ageInWords(minutesBetween(newest.started_at, context.clock.now()), language);
    return { kind: 'figure', value, note, link };
  },
};
