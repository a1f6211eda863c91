import type { DemoPeople, DemoSeed } from '../../src/kernel/contributions.js';
import { localDateIn } from '../../src/values/local-date.js';
import { hasDailyEntriesOf, writeDailyEntries } from './adapters/database/demo-entries.js';
import { demoOffices, demoEntries } from './app/demo-entries.js';
import { directory } from '../billing/contract/directory.js';

/** What the demo's offices took in and spent on every working day of two years; nothing where the demo's offices are not. */
export const demoSeed: DemoSeed = {
  name: 'daily-entries',
  run: (context): Promise<DemoPeople> =>
    context.database.transaction(async (tx) => {
      const { officesByCode, managersByCode } = context.use(directory);
      const codes = demoOffices.map(({ office }) => office);
      const offices = await officesByCode(tx.queries, codes);
      const managers = await managersByCode(
        tx.queries,
        demoOffices.map(({ manager }) => manager),
      );
      const places = demoOffices.flatMap((demo) => {
        const office = offices.get(demo.office);
        const managerId = managers.get(demo.manager);
        return office && managerId ? [{ ...demo, officeId: office.id, geoId: office.geoId, managerId }] : [];
      });
      const isSown = await hasDailyEntriesOf(
        tx.queries,
        places.map(({ officeId }) => officeId),
      );
      if (places.length === 0 || isSown) return {};
      const at = context.clock.now();
      const today = localDateIn(at, (await context.organisation()).zone);
      await writeDailyEntries(tx, demoEntries(places, today), at);
      return {};
    }),
};
