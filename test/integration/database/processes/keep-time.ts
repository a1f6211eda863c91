// Writes the instants and days of INSTANTS and DAYS, reads them back, prints them. Run in some zone (TZ).
import type { BillingTables } from '../../../../generated/tables/billing.js';
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { newId } from '../../../../src/values/ids.js';
import { systemClock } from '../../../../src/values/clock.js';
import { TEST_SECRET_KEY } from '../../../harness/secret-key.js';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const database = await openDatabase({
  url: process.env['DATABASE_URL'] ?? '',
  log,
  clock: systemClock,
  secretKey: TEST_SECRET_KEY,
});
const db = queriesOf<BillingTables>(database.port.queries);
const instants = JSON.parse(process.env['INSTANTS'] ?? '[]') as string[];
const days = JSON.parse(process.env['DAYS'] ?? '[]') as string[];

const invoice = (values: { issue_date?: string; created_at?: Date }) => ({
  id: newId(),
  representative_id: process.env['REPRESENTATIVE'] ?? '',
  status: 'draft',
  currency: 'EUR',
  created_at: new Date(0),
  updated_at: new Date(0),
  ...values,
});
const kept: string[] = [];
for (const created_at of instants.map((instant) => new Date(instant))) {
  await db.insertInto('invoice').values(invoice({ created_at })).execute();
  const row = await db
    .selectFrom('invoice')
    .select('created_at')
    .where('created_at', '=', created_at)
    .executeTakeFirstOrThrow();
  kept.push(row.created_at.toISOString());
}
for (const issue_date of days) {
  await db.insertInto('invoice').values(invoice({ issue_date })).execute();
  const row = await db
    .selectFrom('invoice')
    .select('issue_date')
    .where('issue_date', '=', issue_date)
    .executeTakeFirstOrThrow();
  kept.push(String(row.issue_date));
}
const drift = Math.abs((await database.port.now()).getTime() - Date.now());
console.log(JSON.stringify({ kept, drift, offset: new Date('2013-07-01T00:00:00Z').getTimezoneOffset() }));
await database.close();
