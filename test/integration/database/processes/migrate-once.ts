// Opens DATABASE_URL, migrates it, prints what was run.
import { migrate } from '../../../../src/host/database/migrate.js';
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { systemClock } from '../../../../src/values/clock.js';
import { TEST_SECRET_KEY } from '../../../harness/secret-key.js';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const database = await openDatabase({
  url: process.env['DATABASE_URL'] ?? '',
  log,
  clock: systemClock,
  secretKey: TEST_SECRET_KEY,
});
console.log(JSON.stringify(await migrate(database)));
await database.close();
