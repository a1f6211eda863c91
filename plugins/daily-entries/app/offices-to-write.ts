import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, Organisation } from '../../../src/kernel/ports.js';
import type { Clock } from '../../../src/values/clock.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { addDays, localDateIn } from '../../../src/values/local-date.js';
import type { Directory } from '../../billing/contract/directory.js';
import type { OfficeToWrite } from '../contract/daily-entries.js';
import type { Entries } from './entries.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisation: () => Promise<Organisation>;
  readonly directory: Directory;
  readonly entries: Entries;
}

const HABIT_DAYS = 90;

/** Active offices of the actor, with the geos and the currency that they write for. */
export function makeOfficesToWrite({ database, clock, organisation, directory, entries }: Needs) {
  return async (actor: Actor): Promise<readonly OfficeToWrite[]> => {
    const { queries } = database;
    const { zone, currency } = await organisation();
    const asked = actor.role === 'manager' ? actor.officeIds : 'all';
    const offices = (await directory.offices(queries, asked)).filter(({ active }) => active);
    const since = addDays(localDateIn(clock.now(), zone), -HABIT_DAYS);
    const habits = await entries.habits(
      queries,
      offices.map(({ id }) => id),
      since,
    );
    const known = await directory.geos(
      queries,
      habits.map(({ geoId }) => geoId),
    );
    return offices.map(({ id, name, geo }) => {
      const own = habits.filter(({ officeId }) => officeId === id);
      const others = known.filter((each) => each.id !== geo.id && own.some(({ geoId }) => geoId === each.id));
      return {
        ...{ id, name },
        geos: [geo, ...others]
          .filter(({ active }) => active)
          .map((each) => ({ id: each.id, name: each.name })),
        currency: (own[0]?.currency ?? currency) as CurrencyCode,
      };
    });
  };
}
