// Many rows from database to database and back to the first. ROUND_TRIP_ROWS=1000000 makes it a million; it then needs minutes.
import { expect, it } from '@jest/globals';
import { openTestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { dialectsUnderTest } from '../../../../test/harness/services.js';
import { totalOf } from '../../domain/effect.js';
import { restoreBackup } from '../../restoring.js';
import {
  archiveOf,
  digestsIn,
  fill,
  openHouse,
  orderOf,
  valueOf,
  WRITTEN_BY_IT,
} from './a-restored-house.js';

const ROWS = Number(process.env['ROUND_TRIP_ROWS'] ?? 6000);
const TABLES = ['invoice', 'invoice_line', 'payment', 'allocation'];
const MILLISECONDS_A_ROW = 20;

it(
  `${ROWS} rows go from database to database and back, and every value is what it was`,
  async () => {
    const [first, ...others] = dialectsUnderTest();
    let house = await openHouse(await openTestDatabase(first ?? 'sqlite'));
    try {
      await fill(house, 4, Object.fromEntries(TABLES.map((name) => [name, Math.ceil(ROWS / TABLES.length)])));
      for (const next of [...others, first ?? 'sqlite']) {
        const before = await digestsIn(house);
        const archive = await archiveOf(house);
        await house.close();
        house = await openHouse(await openTestDatabase(next));
        const done = valueOf(await restoreBackup(house.context, admin, await orderOf(house, archive)));
        expect(totalOf(done.tables).added).toBeGreaterThan(ROWS);
        const after = await digestsIn(house);
        const compared = house.context.copies.tables.filter(
          ({ name, rule }) =>
            rule?.kept !== 'nowhere' && rule?.comesBack === undefined && !WRITTEN_BY_IT.includes(name),
        );
        for (const { name } of compared)
          expect([next, name, after.get(name)]).toEqual([next, name, before.get(name)]);
        expect(await house.context.copies.trail(house.context.database)).toMatchObject({ faults: 0 });
      }
    } finally {
      await house.close();
    }
  },
  60_000 + ROWS * MILLISECONDS_A_ROW,
);
