import { expect, it } from '@jest/globals';
import { newId } from '../../../../src/values/ids.js';
import { forEachDialect } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import type { RestoreOutcome } from '../../app/restoring/restore-backup.js';
import { lookAtRestoration, restoreBackup } from '../../restoring.js';
import {
  archiveOf,
  change,
  everythingIn,
  fill,
  openHouse,
  orderOf,
  rowsOf,
  tableOf,
  valueOf,
  type RestoredHouse,
} from './a-restored-house.js';

const AT = new Date('2026-03-01T00:00:00.000Z');
const NAS = {
  ...{ name: 'NAS', kind: 'file', place: '{}', secrets: null, active: true },
  ...{ keep_last: 3, keep_daily: 7, keep_weekly: 5, keep_monthly: 12 },
  ...{ created_at: AT, updated_at: AT, version: 1 },
};

const addPlace = (house: RestoredHouse) =>
  change(house, (here) => here.insert(tableOf(house, 'backup_destination'), [{ id: newId(), ...NAS }]));

async function namesIn(house: RestoredHouse): Promise<readonly unknown[]> {
  let names: readonly unknown[] = [];
  await change(house, async (here) => {
    names = (await rowsOf(here, tableOf(house, 'backup_destination'))).map(({ name }) => name);
  });
  return names;
}

forEachDialect('a row that comes back under a name that another has meanwhile', (_dialect, open) => {
  it('is numbered when it is a place for backups: a new house knows of its own and of the old one’s', async () => {
    const original = await openHouse(await open());
    const restored = await openHouse(await open());
    try {
      await addPlace(original);
      await addPlace(restored);
      const archive = await archiveOf(original);
      const order = await orderOf(restored, archive, { replace: true });
      const places = ({ tables }: RestoreOutcome) =>
        tables.find(({ table }) => table === 'backup_destination');
      const seen = valueOf(await lookAtRestoration(restored.context, order));
      const done = valueOf(await restoreBackup(restored.context, admin, order));
      expect(places(done)).toEqual(places(seen));
      expect((await namesIn(restored)).toSorted()).toEqual(['NAS', 'NAS (2)']);
      valueOf(await restoreBackup(restored.context, admin, order));
      expect((await namesIn(restored)).toSorted()).toEqual(['NAS', 'NAS (2)']);
    } finally {
      await original.close();
      await restored.close();
    }
  });

  it('is refused when it was chosen, and nothing is changed', async () => {
    const house = await openHouse(await open());
    try {
      await fill(house, 2);
      const archive = await archiveOf(house);
      const representatives = tableOf(house, 'representative');
      let code = '';
      await change(house, async (here) => {
        const [first] = await rowsOf(here, representatives);
        code = String(first?.['code']);
        await here.update(representatives, [{ ...first, code: 'moved' }]);
        await here.insert(representatives, [{ ...first, id: newId() }]);
      });
      const before = await everythingIn(house);
      const chosen = { representatives: [code], invoices: [] };
      const order = await orderOf(house, archive, { wanted: chosen, conflicts: 'overwrite' });
      expect(await restoreBackup(house.context, admin, order)).toEqual({
        ok: false,
        error: { code: 'restore-taken', table: 'representative' },
      });
      expect(await everythingIn(house)).toEqual(before);
    } finally {
      await house.close();
    }
  });
});
