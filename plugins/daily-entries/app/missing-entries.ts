import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { Directory } from '../../billing/contract/directory.js';
import type { MissingEntry } from '../contract/daily-entries.js';
import { isWorkDay } from '../domain/entry-day.js';
import type { Entries } from './entries.js';

interface Needs {
  readonly settings: () => Promise<{ readonly workDays: string }>;
  readonly directory: Directory;
  readonly entries: Entries;
}

/** What active offices owe of a day: an entry of each active manager who answers for them. */
export function makeMissingEntries({ settings, directory, entries }: Needs) {
  return async (queries: QueryHandle, day: LocalDate): Promise<readonly MissingEntry[]> => {
    if (!isWorkDay(day, (await settings()).workDays)) return [];
    const offices = await directory.offices(queries, 'all');
    const written = await entries.written(queries, day);
    return offices
      .filter((office) => office.active && office.geo.active)
      .flatMap((office) =>
        office.managers
          .filter((manager) => manager.active && !written.has(`${office.id} ${manager.id}`))
          .map((manager) => ({
            day,
            office: { id: office.id, name: office.name },
            manager: { id: manager.id, name: manager.name },
          })),
      );
  };
}
