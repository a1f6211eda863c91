import type { LocalDate } from '../../../../src/values/local-date.js';
import { dailyEntries, type MissingEntry } from '../../../daily-entries/contract/daily-entries.js';
import type { Talk } from '../../contract/feature.js';

/** What the reader itself owes of a day. */
export async function owedOf({ context, actor }: Talk, day: LocalDate): Promise<readonly MissingEntry[]> {
  const { missing } = context.use(dailyEntries);
  const all = await missing(context.database.queries, day);
  return all.filter(
    ({ manager, office }) => manager.id === actor.managerId && actor.officeIds.includes(office.id),
  );
}
