import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Insertable } from 'kysely';
import type { HostTables, JobEffectTable } from '../../../generated/tables/host.js';
import { BulkInsert } from '../../../src/query/bulk-insert.js';
import { queriesOf } from '../../../src/query/queries.js';
import { streamRows } from '../../../src/query/stream-rows.js';
import { newId } from '../../../src/values/ids.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { startScript } from '../../harness/script-process.js';

const ROWS = 200_000;
const AT_ONCE = 10_000;
/** all rows at once would take 100 MiB and more */
const FLAT_MIB = 24;

function anEffect(number: number): Insertable<JobEffectTable> {
  const key = `${number}`.padStart(180, 'effect-');
  return { key, job_id: newId(), fence: BigInt(number), at: new Date(1e12 + number) };
}

forEachDialect('a stream', (dialect, open) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await open();
    // A table with few indexes: filling it is not what is held to account.
    const insert = new BulkInsert<Insertable<JobEffectTable>>(dialect, 'job_effect', [
      'key',
      'job_id',
      'fence',
      'at',
    ]);
    for (let from = 0; from < ROWS; from += AT_ONCE) {
      const effects = Array.from({ length: AT_ONCE }, (_, index) => anEffect(from + index));
      await database.port.transaction((tx) => insert.into(queriesOf<HostTables>(tx.queries), effects));
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
    const query = queriesOf<HostTables>(database.port.queries).selectFrom('job_effect').select('job_id');
    for (let turn = 0; turn < 20; turn += 1) {
      for await (const row of streamRows(query)) {
        expect(row.job_id).toHaveLength(36);
        break;
      }
    }
    await database.ping();
  });

  it('does not see what is written after it began, nor keeps it from being written', async () => {
    const db = queriesOf<HostTables>(database.port.queries);
    const { fence: last } = anEffect(ROWS);
    let rows = 0;
    for await (const row of streamRows(
      db.selectFrom('job_effect').select('fence').orderBy('fence', 'desc').limit(5_000),
    )) {
      if (rows === 0) await db.insertInto('job_effect').values(anEffect(ROWS)).execute();
      expect(row.fence).not.toBe(last);
      rows += 1;
    }
    expect(rows).toBe(5_000);
  });
});
