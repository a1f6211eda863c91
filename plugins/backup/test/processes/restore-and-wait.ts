// Restores an archive, and stands still at the stage that the environment names until it is killed; without one it says what came of it.
import { readFile } from 'node:fs/promises';
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { ok } from '../../../../src/values/result.js';
import { systemClock } from '../../../../src/values/clock.js';
import { silentLog } from '../../../../test/harness/silent-log.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';
import { admin } from '../../../../test/harness/house.js';
import { restoreBackup } from '../../restoring.js';
import { openHouse, orderOf } from '../integration/a-restored-house.js';

const { URL_OF_HOUSE = '', ARCHIVE = '', STAGE = '' } = process.env;

const database = await openDatabase({
  ...{ url: URL_OF_HOUSE, log: silentLog, clock: systemClock, secretKey: TEST_SECRET_KEY },
});
const house = await openHouse(database);
const standStill = () => {
  console.log(STAGE);
  return new Promise<never>(() => setInterval(() => undefined, 1000));
};
const order = await orderOf(house, await readFile(ARCHIVE), {
  replace: true,
  progress: (records) => (STAGE === 'reading' && records > 0 ? standStill() : Promise.resolve()),
  within: () => (STAGE === 'before-commit' ? standStill() : Promise.resolve(ok(null))),
});
const done = await restoreBackup(house.context, admin, order);
console.log(done.ok ? 'done' : done.error.code);
await house.close();
