import type { JobRun } from '../../../../src/kernel/contributions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { hoursBetween, isLate } from '../../domain/lateness.js';
import type { RunParts } from './make-backup.js';
import { readSettings } from '../read-settings.js';
import { tellAdministrators } from '../tell-administrators.js';

export const WATCH_BACKUPS = 'backup.watch';

/** How old the newest proven backup is. */
export type Safety =
  | { readonly state: 'no-place' }
  | { readonly state: 'none-proven'; readonly since: Date; readonly isLate: boolean }
  | { readonly state: 'proven'; readonly runId: string; readonly madeAt: Date; readonly isLate: boolean };

export async function safetyOf(
  { destinations, copies }: Pick<RunParts, 'destinations' | 'copies'>,
  context: PluginContext,
): Promise<Safety> {
  const { queries } = context.database;
  const { lateHours } = await readSettings(context);
  const now = context.clock.now();
  const newest = await copies.newestProven(queries);
  if (newest) {
    const { runId, madeAt } = newest;
    return { state: 'proven', runId, madeAt, isLate: isLate(madeAt, now, lateHours) };
  }
  const [first] = (await destinations.all(queries))
    .filter(({ active }) => active)
    .map(({ createdAt }) => createdAt)
    .sort((a, b) => a.getTime() - b.getTime());
  return first
    ? { state: 'none-proven', since: first, isLate: isLate(first, now, lateHours) }
    : { state: 'no-place' };
}

/** Tells administrators once of each backup that is the newest for too long. A house without a place is not told each night: health says it. */
export function makeWatchBackups(parts: Pick<RunParts, 'destinations' | 'copies'>) {
  return async ({ context }: JobRun<unknown>): Promise<void> => {
    const safety = await safetyOf(parts, context);
    if (safety.state === 'no-place' || !safety.isLate) return;
    const since = safety.state === 'proven' ? safety.madeAt : safety.since;
    const hours = hoursBetween(since, context.clock.now());
    const key = safety.state === 'proven' ? safety.runId : since.toISOString();
    await tellAdministrators(context, 'backup-late', { hours }, `backup.backup-late:${key}`);
  };
}
