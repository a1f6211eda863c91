// Streams every job effect of DATABASE_URL and prints how many there were, and by how much memory grew at most (MiB).
import type { HostTables } from '../../../../generated/tables/host.js';
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { streamRows } from '../../../../src/query/stream-rows.js';
import { systemClock } from '../../../../src/values/clock.js';
import { TEST_SECRET_KEY } from '../../../harness/secret-key.js';

const MIB = 1024 * 1024;
const log = { debug() {}, info() {}, warn() {}, error() {} };
const database = await openDatabase({
  url: process.env['DATABASE_URL'] ?? '',
  log,
  clock: systemClock,
  secretKey: TEST_SECRET_KEY,
});
const query = queriesOf<HostTables>(database.port.queries).selectFrom('job_effect').selectAll();

/** What is reachable: what only waits to be collected depends on the size of the machine. */
const used = (): number => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

let rows = 0;
let total = 0n;
let most = 0;
let ticks = 0;
const ticking = setInterval(() => (ticks += 1), 1);
const before = used();
for await (const row of streamRows(query)) {
  rows += 1;
  total += row.fence;
  if (rows % 20_000 === 0) most = Math.max(most, used() - before);
}
clearInterval(ticking);
console.log(JSON.stringify({ rows, total: String(total), grownMiB: Math.round(most / MIB), ticks }));
await database.close();
