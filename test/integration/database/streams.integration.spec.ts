import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { InvoiceTable, BillingTables } from '../../../generated/tables/billing.js';
import { BulkInsert } from '../../../src/query/bulk-insert.js';
import { queriesOf } from '../../../src/query/queries.js';
import { streamRows } from '../../../src/query/stream-rows.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { startScript } from '../../harness/script-process.js';
import { aHouseWithRepresentative, anInvoice } from './rows.js';

const ROWS = 200_000;
const AT_ONCE = 10_000;
/** all rows at once would take 100 MiB and more */
const FLAT_MIB = 24;

forEachDialect('a stream', (dialect, open) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await open();
    const representative = await aHouseWithRepresentative(database.port.queries);
    const columns = [
      'id',
      'representative_id',
      'status',
      'currency',
      'total',
      'note',
      'created_at',
      'updated_at',
    ] as const;
    const insert = new BulkInsert<Record<string, unknown>>(dialect, 'invoice', columns);
    for (let from = 0; from < ROWS; from += AT_ONCE) {
      const invoices = Array.from({ length: AT_ONCE }, (_, index) =>
        anInvoice(representative, { total: BigInt(from + index), note: 'n'.repeat(100) }),
      );
      await database.port.transaction((tx) => insert.into(queriesOf<BillingTables>(tx.queries), invoices));
    }
  }, 120_000);
  afterAll(() => database.close());

  it(`of ${ROWS} rows holds memory flat and lets others work`, async () => {
    const script = await startScript('test/integration/database/processes/stream-rows.ts', {
      DATABASE_URL: database.url,
      NODE_OPTIONS: '--expose-gc',
    });
    const [line] = await script.done;
    const read = JSON.parse(line ?? '') as { rows: number; total: string; grownMiB: number; ticks: number };
    expect(read).toMatchObject({ rows: ROWS, total: String((BigInt(ROWS) * BigInt(ROWS - 1)) / 2n) });
    expect(read.grownMiB).toBeLessThan(FLAT_MIB);
    expect(read.ticks).toBeGreaterThan(20);
  });

  it('may be left early, and the database goes on answering', async () => {
    const query = queriesOf<{ invoice: InvoiceTable }>(database.port.queries)
      .selectFrom('invoice')
      .select('id');
    for (let turn = 0; turn < 20; turn += 1) {
      for await (const row of streamRows(query)) {
        expect(row.id).toHaveLength(36);
        break;
      }
    }
    await database.ping();
  });

  it('does not see what is written after it began, nor keeps it from being written', async () => {
    const db = queriesOf<BillingTables>(database.port.queries);
    let rows = 0;
    for await (const row of streamRows(
      db.selectFrom('invoice').select(['id', 'representative_id']).limit(5_000),
    )) {
      if (rows === 0) await db.insertInto('invoice').values(anInvoice(row.representative_id)).execute();
      rows += 1;
    }
    expect(rows).toBe(5_000);
  });
});
