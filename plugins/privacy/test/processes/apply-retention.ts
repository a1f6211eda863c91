// A worker that applies the retention to DATABASE_URL as the job of a night, says after each batch how many rows went, and stands still
// for ever once they are HELD_AFTER.
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { systemClock } from '../../../../src/values/clock.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';
import { silentLog } from '../../../../test/harness/silent-log.js';
import { makeRetentionJob } from '../../app/run-retention.js';
import { retentionParts } from '../../parts.js';
import { aNight, openPrivacy } from '../integration/privacy-house.js';

const { DATABASE_URL: url = '', HELD_AFTER: heldAfter = '' } = process.env;

const database = await openDatabase({
  ...{ url, log: silentLog, clock: systemClock, secretKey: TEST_SECRET_KEY },
});
const test = await openPrivacy({ ...database, close: () => database.close() });
await makeRetentionJob(retentionParts)(
  aNight(test.house.context('privacy'), async (rows) => {
    process.stdout.write(`${rows}\n`);
    // A timer keeps the process: it ends by a signal alone.
    if (rows >= Number(heldAfter)) await new Promise(() => setInterval(() => undefined, 60_000));
  }),
);
test.close();
await database.close();
