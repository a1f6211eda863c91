// Adds one to a shared counter, COUNT times, each time in a transaction of its own that first reads it.
import type { HostTables } from '../../../../generated/tables/host.js';
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { systemClock } from '../../../../src/values/clock.js';
import { TEST_SECRET_KEY } from '../../../harness/secret-key.js';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const database = await openDatabase({
  url: process.env['DATABASE_URL'] ?? '',
  log,
  clock: systemClock,
  secretKey: TEST_SECRET_KEY,
});
for (let turn = 0; turn < Number(process.env['COUNT']); turn += 1) {
  await database.port.transaction(async (tx) => {
    const queries = queriesOf<HostTables>(tx.queries);
    const { points } = await queries
      .selectFrom('rate_limit')
      .select('points')
      .where('key', '=', 'shared')
      .executeTakeFirstOrThrow();
    await queries
      .updateTable('rate_limit')
      .set({ points: points + 1 })
      .where('key', '=', 'shared')
      .execute();
  });
}
await database.close();
