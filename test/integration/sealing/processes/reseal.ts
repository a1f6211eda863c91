// Seals DATABASE_URL anew under SECRET_KEY, and stands still until it is killed where STAND_STILL says:
// after `batch` n, or in the `transaction` in which value n is sealed. Without it, it goes through.
import { writeSync } from 'node:fs';
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { sealEverything } from '../../../../src/host/sealing/seal-everything.js';
import { systemClock } from '../../../../src/values/clock.js';
import { silentLog } from '../../../harness/silent-log.js';

const { DATABASE_URL: url = '', SECRET_KEY: secretKey = '', FORMER_KEY = '', STAND_STILL = '' } = process.env;
const [kind, which] = STAND_STILL.split(' ');

/** Nothing of the process goes on: what it holds of the database it holds until it is killed. */
function standStill(): void {
  writeSync(1, 'still\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const house = await openDatabase({
  ...{ url, secretKey, formerKeys: [FORMER_KEY], log: silentLog, clock: systemClock },
});
let [values, batches] = [0, 0];
const ring: typeof house.ring = {
  ...house.ring,
  seal(purpose, value) {
    values += 1;
    if (kind === 'transaction' && values === Number(which)) standStill();
    return house.ring.seal(purpose, value);
  },
};
writeSync(1, 'begins\n');
await sealEverything({ database: house.port, ring, tables: house.sealed }, async () => {
  batches += 1;
  if (kind === 'batch' && batches === Number(which)) standStill();
});
writeSync(1, 'done\n');
await house.close();
