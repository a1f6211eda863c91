import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { queriesOf } from '../../../src/query/queries.js';
import { openTable } from '../../../plugins/imports/adapters/files/open-table.js';
import {
  applyFile,
  checkFile,
  type ImportOutcome,
  type ImportTask,
} from '../../../plugins/imports/app/import-file.js';
import type { ImportMode } from '../../../plugins/imports/app/import-runs.js';
import { findKind } from '../../../plugins/imports/app/known-kinds.js';
import type { ImportKind, ImportMapping } from '../../../plugins/imports/contract/import-kind.js';
import { guessMapping } from '../../../plugins/imports/domain/guess-mapping.js';
import type { Refusal, Result } from '../../../src/values/result.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../harness/house.js';
import { openBilling, operator } from '../../../plugins/billing/test/integration/billing-house.js';

const LEDGER = join(process.cwd(), '..', 'shared', 'data', 'receivables.csv');
const ledgerIt = existsSync(LEDGER) ? it : it.skip;
if (!existsSync(LEDGER)) console.warn(`skipped: the real ledger is not at ${LEDGER}`);

forEachDialect('importing a file', (dialect, open) => {
  let database: TestDatabase;
  let test: TestHouse;
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'imports-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    database = await open();
    test = await assembleTestHouse(database);
  });
  afterEach(async () => {
    test.close();
    await database.close();
  });

  function task(kindName: string, path: string, change: Partial<ImportMapping> = {}): ImportTask {
    const kind = findKind(test.house.context('imports'), admin, kindName);
    if (!kind.ok) throw new Error(kind.error.code);
    const { value, context } = kind.value;
    const heading = readFileSync(path, 'utf8').split(/\r?\n/)[0] ?? '';
    const profile = value.profiles.find((each) => each.name === 'receivables' && path === LEDGER);
    const mapping = profile?.mapping ?? {
      ...guessMapping(value.fields, heading.split(',')),
      createMissing: true,
    };
    return {
      kind: value,
      context,
      actor: admin,
      path,
      fileName: 'ledger.csv',
      mapping: { ...mapping, ...change },
    };
  }

  function fileOf(...lines: string[]): string {
    const path = join(folder, `${Math.random()}.csv`);
    writeFileSync(path, lines.join('\n') + '\n');
    return path;
  }

  function apply(
    job: ImportTask,
    mode: ImportMode = 'all-or-nothing',
  ): Promise<Result<ImportOutcome, Refusal>> {
    return applyFile(openTable, job, mode, (work) => database.port.transaction(work));
  }

  async function count(table: string): Promise<number> {
    const db = queriesOf<unknown>(database.port.queries);
    const found = await sql<{ n: unknown }>`select count(*) as n from ${sql.table(table)}`.execute(db);
    return Number(found.rows[0]?.n);
  }

  function tallyOf(outcome: Result<ImportOutcome, Refusal>): Record<string, unknown> {
    if (!outcome.ok) throw new Error(outcome.error.code);
    const { rows, created, unchanged, failed } = outcome.value.tally;
    return { rows, created, unchanged, failed };
  }

  function codesOf(outcome: Result<ImportOutcome, Refusal>): unknown[] {
    if (!outcome.ok) throw new Error(outcome.error.code);
    return outcome.value.tally.errors.map(({ line, refusal }) => [line, refusal.code]);
  }

  ledgerIt('takes in the real ledger with its payments, once', async () => {
    expect(tallyOf(await apply(task('invoices', LEDGER)))).toEqual({
      rows: 2466,
      created: 2466,
      unchanged: 0,
      failed: 0,
    });
    const db = queriesOf<unknown>(database.port.queries);
    const sums = await sql<{
      total: unknown;
      outstanding: unknown;
    }>`select sum(total) as total, sum(outstanding) as outstanding from invoice`.execute(db);
    expect(String(sums.rows[0]?.total)).toBe('14770318');
    expect(String(sums.rows[0]?.outstanding)).toBe('0');
    expect([await count('representative'), await count('geo'), await count('payment')]).toEqual([
      100, 5, 2466,
    ]);

    expect(tallyOf(await apply(task('invoices', LEDGER)))).toEqual({
      rows: 2466,
      created: 0,
      unchanged: 2466,
      failed: 0,
    });
    expect([await count('invoice'), await count('payment'), await count('allocation')]).toEqual([
      2466, 2466, 2466,
    ]);
  });

  const HEADINGS = 'number,representative,geo,issueDate,dueDate,amount,currency,paidOn';
  const GOOD = 'A-1,R-1,PL,2026-01-05,2026-02-04,100.00,EUR,';

  describe('with a bad row in it', () => {
    const bad: readonly (readonly [string, string, string])[] = [
      ['a negative amount', 'A-2,R-1,PL,2026-01-05,2026-02-04,-5,EUR,', 'negative-amount'],
      ['an unknown currency', 'A-2,R-1,PL,2026-01-05,2026-02-04,5,EURO,', 'unknown-currency'],
      ['an impossible date', 'A-2,R-1,PL,2026-02-30,2026-03-04,5,EUR,', 'impossible-date'],
      ['a formula', '=1+1,R-1,PL,2026-01-05,2026-02-04,5,EUR,', 'formula'],
      ['a missing number', ',R-1,PL,2026-01-05,2026-02-04,5,EUR,', 'value-missing'],
      ['too many decimals', 'A-2,R-1,PL,2026-01-05,2026-02-04,5.001,EUR,', 'too-many-decimals'],
      ['decimals of a currency without', 'A-2,R-1,PL,2026-01-05,2026-02-04,5.5,JPY,', 'too-many-decimals'],
      ['a due date before the issue date', 'A-2,R-1,PL,2026-01-05,2026-01-04,5,EUR,', 'due-before-issue'],
      [
        'a number that stands there with another amount',
        'A-1,R-1,PL,2026-01-05,2026-02-04,100.01,EUR,',
        'duplicate-in-file',
      ],
      ['more cells than headings', 'A-2,R-1,PL,2026-01-05,2026-02-04,5,EUR,,x', 'too-many-cells'],
    ];

    it.each(bad)('%s: everything or nothing leaves nothing', async (_what, row, code) => {
      const outcome = await apply(task('invoices', fileOf(HEADINGS, GOOD, row)));
      expect(codesOf(outcome)).toEqual([[3, code]]);
      expect(outcome).toMatchObject({ value: { written: false, tally: { created: 0, failed: 1 } } });
      expect([await count('invoice'), await count('representative'), await count('audit_entry')]).toEqual([
        0, 0, 0,
      ]);
    });

    it('takes in the others when asked to', async () => {
      const outcome = await apply(
        task('invoices', fileOf(HEADINGS, GOOD, bad[0]?.[1] ?? '')),
        'skip-bad-rows',
      );
      expect(tallyOf(outcome)).toEqual({ rows: 2, created: 1, unchanged: 0, failed: 1 });
      expect(await count('invoice')).toBe(1);
    });

    it('says the same when it only checks', async () => {
      const path = fileOf(HEADINGS, GOOD, ...bad.map(([, row]) => row));
      const checked = await checkFile(openTable, task('invoices', path));
      expect(codesOf(checked)).toEqual(codesOf(await apply(task('invoices', path))));
      expect(await count('invoice')).toBe(0);
    });
  });

  it('refuses a number that another invoice has, and takes the very same row as unchanged', async () => {
    await apply(task('invoices', fileOf(HEADINGS, GOOD)));
    const again = await apply(
      task('invoices', fileOf(HEADINGS, GOOD, 'A-1,R-2,PL,2026-01-05,2026-02-04,7,EUR,')),
      'skip-bad-rows',
    );
    expect(tallyOf(again)).toEqual({ rows: 2, created: 0, unchanged: 1, failed: 1 });
    const other = await apply(task('invoices', fileOf(HEADINGS, 'A-1,R-1,PL,2026-01-05,2026-02-04,7,EUR,')));
    expect(codesOf(other)).toEqual([[2, 'duplicate-number']]);
  });

  it('posts nothing into a closed month or behind it, neither the invoice nor its payment', async () => {
    await sql`insert into period (month, status) values ('2026-01', 'closed')`.execute(
      queriesOf<unknown>(database.port.queries),
    );
    const rows = [
      'B-0,R-1,PL,2025-12-31,2026-03-01,5,EUR,',
      'B-1,R-1,PL,2026-01-31,2026-03-01,5,EUR,',
      'B-2,R-1,PL,2026-02-01,2026-03-01,5,EUR,2026-02-02',
    ];
    const outcome = await apply(task('invoices', fileOf(HEADINGS, ...rows)), 'skip-bad-rows');
    expect(codesOf(outcome)).toEqual([
      [2, 'period-closed'],
      [3, 'period-closed'],
    ]);
    expect(await count('payment')).toBe(1);
  });

  it('asks how dates are written when the whole column can be read in two ways', async () => {
    const path = fileOf(HEADINGS, 'A-1,R-1,PL,1/2/2026,3/4/2026,5,EUR,');
    expect(await apply(task('invoices', path))).toMatchObject({
      ok: false,
      error: { code: 'date-format-ambiguous' },
    });
    expect(tallyOf(await apply(task('invoices', path, { dateFormat: 'dmy' })))).toMatchObject({ created: 1 });
  });

  it('needs a known representative unless missing ones are to be created', async () => {
    const outcome = await apply(task('invoices', fileOf(HEADINGS, GOOD), { createMissing: false }));
    expect(codesOf(outcome)).toEqual([[2, 'unknown-representative']]);
  });

  it('takes in representatives, payments and daily entries, each once', async () => {
    const representatives = fileOf(
      'code,name,geo,office,currency,creditLimit',
      'R-1,Anna,PL,WAW,EUR,1000.00',
      'R-2,Bohdan,UA,KYV,UAH,',
    );
    const payments = fileOf(
      'reference,representative,receivedOn,amount,currency',
      'P-1,R-1,2026-01-05,10.00,EUR',
      'P-2,R-9,2026-01-05,10.00,EUR',
    );
    expect(tallyOf(await apply(task('representatives', representatives)))).toMatchObject({ created: 2 });
    expect(tallyOf(await apply(task('representatives', representatives)))).toMatchObject({
      created: 0,
      unchanged: 2,
    });
    const outcome = await apply(task('payments', payments), 'skip-bad-rows');
    expect(codesOf(outcome)).toEqual([[3, 'unknown-representative']]);
    expect(tallyOf(await apply(task('payments', payments), 'skip-bad-rows'))).toMatchObject({
      created: 0,
      unchanged: 1,
      failed: 1,
    });

    const db = queriesOf<unknown>(database.port.queries);
    const billing = openBilling(database).billing;
    const { id: paymentId } = (await sql<{ id: string }>`select id from payment`.execute(db)).rows[0]!;
    const reversal = { paymentId, reason: 'bounced', on: null };
    expect((await billing.reversePayment(operator, reversal)).ok).toBe(true);
    // Known again, though it was taken back: a second import does not bring the money back.
    expect(tallyOf(await apply(task('payments', payments), 'skip-bad-rows'))).toMatchObject({
      created: 0,
      unchanged: 1,
    });

    const at = new Date('2026-01-01T00:00:00Z');
    await sql`insert into manager (id, code, name, active, created_at, updated_at, version) values ('0190b3c4-0000-7000-8000-000000000001', 'M-1', 'Olena', ${true}, ${at}, ${at}, 1)`.execute(
      db,
    );
    const days = fileOf(
      'day,office,manager,currency,revenue,cost',
      '2026-01-05,WAW,M-1,EUR,100.00,120.50',
      '2026-01-06,LVIV,M-1,EUR,1,1',
    );
    const entries = await apply(task('daily-entries', days), 'skip-bad-rows');
    expect(codesOf(entries)).toEqual([[3, 'unknown-office']]);
    const profit = await sql<{ profit: unknown }>`select profit from daily_entry`.execute(db);
    expect(profit.rows.map((row) => String(row.profit))).toEqual(['-2050']);
    expect(tallyOf(await apply(task('daily-entries', days), 'skip-bad-rows'))).toMatchObject({
      created: 0,
      unchanged: 1,
    });
  });

  it('leaves nothing when the database goes away in the middle', async () => {
    const rows = Array.from(
      { length: 2000 },
      (_, index) => `C-${index},R-1,PL,2026-01-05,2026-02-04,1.00,EUR,2026-01-06`,
    );
    const whole = task('invoices', fileOf(HEADINGS, ...rows));
    await expect(apply({ ...whole, kind: cuttingAfterOneBatch(whole.kind) })).rejects.toThrow();
    const tables = ['invoice', 'invoice_line', 'payment', 'allocation', 'representative', 'audit_entry'];
    expect(await Promise.all(tables.map(count))).toEqual(tables.map(() => 0));
    expect(tallyOf(await apply(whole))).toEqual({ rows: 2000, created: 2000, unchanged: 0, failed: 0 });
  });

  /** The server ends the connection that the import writes on; SQLite has no server, so there the disk fails. */
  function cuttingAfterOneBatch(kind: ImportKind): ImportKind {
    return {
      ...kind,
      async open(...terms) {
        const session = await kind.open(...terms);
        return {
          ...session,
          async apply(tx, batch) {
            await session.apply(tx, batch);
            await cut(queriesOf<unknown>(tx.queries));
          },
        };
      },
    };
  }

  async function cut(writing: Kysely<unknown>): Promise<void> {
    if (dialect === 'sqlite') throw new Error('disk I/O error');
    const other = queriesOf<unknown>(database.port.queries);
    if (dialect === 'mysql') {
      const own = await sql<{ id: unknown }>`select connection_id() as id`.execute(writing);
      await sql`kill ${sql.raw(String(own.rows[0]?.id))}`.execute(other);
    } else {
      const own = await sql<{ id: number }>`select pg_backend_pid() as id`.execute(writing);
      await sql`select pg_terminate_backend(${own.rows[0]?.id})`.execute(other);
    }
  }
});
