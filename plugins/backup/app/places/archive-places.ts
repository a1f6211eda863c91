import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok } from '../../../../src/values/result.js';
import type { ArchivePlaces } from '../../contract/archive-places.js';
import type { Destinations } from '../stored.js';
import { openPlace, openWritten } from './open-place.js';

export function makeArchivePlaces(
  context: PluginContext,
  destinations: Pick<Destinations, 'all'>,
): ArchivePlaces {
  const { queries } = context.database;
  return {
    async all() {
      const known = await destinations.all(queries);
      return known.filter(({ active }) => active).map(({ id, name }) => ({ id, name }));
    },

    async open(place) {
      const known = await destinations.all(queries);
      const found = known.find(({ id, name }) => id === place || name === place);
      if (found && !found.active) return err({ code: 'place-off', name: found.name });
      const opened = found ? await openPlace(context, found) : await openWritten(context, place);
      return opened.ok ? ok({ name: found?.name ?? place, destination: opened.value }) : opened;
    },
  };
}
