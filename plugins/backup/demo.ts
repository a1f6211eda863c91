import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DemoSeed } from '../../src/kernel/contributions.js';
import { theHouse } from '../../src/kernel/permissions.js';
import type { Refusal, Result } from '../../src/values/result.js';
import { copies } from './adapters/database/copies.js';
import { destinations } from './adapters/database/destinations.js';
import { plans } from './adapters/database/plans.js';
import { runs } from './adapters/database/runs.js';
import { storageRoot } from './adapters/files/storage-root.js';
import { rhythm } from './adapters/rhythm.js';
import { makeMakeBackup } from './app/making/make-backup.js';
import { makeSavePlan } from './app/making/save-plan.js';
import { makeSaveDestination } from './app/places/save-destination.js';

const seeder = theHouse('system');
const parts = { destinations, plans, runs, copies, rhythm };
const savePlace = makeSaveDestination(destinations);
const savePlan = makeSavePlan(parts);
const makeBackup = makeMakeBackup(parts);

/**
 * A folder beside the house's files, a plan for each night, and a first backup: the jobs of the house make it, prove it and drill it as
 * soon as it is served. A house that has a place already has its backups.
 */
export const demoSeed: DemoSeed = {
  name: 'backups',
  async run(context) {
    if ((await destinations.all(context.database.queries)).length > 0) return {};
    const folder = join(dirname(await storageRoot(context.storage)), 'backups');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { id } = taken(
      await savePlace(
        context,
        seeder,
        {
          ...{ name: 'Folder on this machine', kind: 'file', active: true, place: { folder } },
          ...{ keepLast: 3, keepDaily: 7, keepWeekly: 5, keepMonthly: 12 },
        },
        null,
      ),
    );
    const everything = { sets: [], rows: 'jsonl' } as const;
    const { zone } = await context.organisation();
    const nightly = { name: 'Every night', cron: '30 2 * * *', zone, destinations: [id], active: true };
    taken(await savePlan(context, seeder, { ...everything, ...nightly }, null));
    taken(await makeBackup(context, seeder, { ...everything, destinationIds: [id] }, 'command'));
    return {};
  },
};

function taken<T>(done: Result<T, Refusal>): T {
  if (!done.ok) throw new Error(`the demo was refused: ${JSON.stringify(done.error)}`);
  return done.value;
}
