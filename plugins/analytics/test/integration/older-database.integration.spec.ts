import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { migrate } from '../../../../src/host/database/migrate.js';
import { MigrationFiles } from '../../../../src/host/database/migration-files.js';
import { newId } from '../../../../src/values/ids.js';
import { analyticsTables } from '../../adapters/database/tables.js';
import { openAnalytics } from './analytics-house.js';

forEachDialect('a database from before there were analytics', (dialect, open) => {
  let database: TestDatabase;
  let folder: string;

  const db = () => analyticsTables(database.port.queries);
  const at = new Date('2026-03-01T12:00:00Z');
  const stamps = { created_at: at, updated_at: at };

  beforeEach(async () => {
    database = await open({ migrated: false });
    folder = mkdtempSync(join(tmpdir(), 'migrations-'));
    mkdirSync(join(folder, dialect));
    const first = '0001_foundation.sql';
    copyFileSync(join('prisma/migrations', dialect, first), join(folder, dialect, first));
    await migrate(database, new MigrationFiles(dialect, folder));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await database.close();
  });

  const [geo, office, representative, payment] = [newId(), newId(), newId(), newId()] as const;

  async function anInvoice(status: string, total: bigint, change: object = {}): Promise<string> {
    const id = newId();
    const row = {
      id,
      number: status === 'draft' ? null : id,
      representative_id: representative,
      status,
      currency: 'EUR',
      total,
      ...stamps,
    };
    const dates = status === 'draft' ? {} : { issue_date: '2026-01-01', due_date: '2026-01-31' };
    await db()
      .insertInto('invoice')
      .values({ ...row, ...dates, ...change } as never)
      .execute();
    return id;
  }

  async function anAllocation(
    invoice_id: string,
    amount: bigint,
    allocated_on: string,
    reverses_id: string | null = null,
  ) {
    const id = newId();
    await db()
      .insertInto('allocation')
      .values({
        id,
        payment_id: payment,
        invoice_id,
        currency: 'EUR',
        amount,
        allocated_on,
        reverses_id,
        created_at: at,
      })
      .execute();
    return id;
  }

  async function keepBooks() {
    await db()
      .insertInto('geo')
      .values({ id: geo, code: 'G', name: 'G', ...stamps })
      .execute();
    await db()
      .insertInto('office')
      .values({ id: office, code: 'O', name: 'O', geo_id: geo, ...stamps })
      .execute();
    await db()
      .insertInto('representative')
      .values({
        id: representative,
        code: 'R',
        name: 'R',
        office_id: office,
        geo_id: geo,
        currency: 'EUR',
        ...stamps,
      })
      .execute();
    await db()
      .insertInto('payment')
      .values({
        id: payment,
        representative_id: representative,
        currency: 'EUR',
        amount: 900n,
        unallocated: 0n,
        received_on: '2026-01-05',
        method: 'bank',
        ...stamps,
      } as never)
      .execute();
    const paid = await anInvoice('paid', 300n, { allocated: 200n, credited: 100n });
    const taken = await anAllocation(paid, 200n, '2026-02-20');
    await anAllocation(paid, -200n, '2026-02-25', taken);
    await anAllocation(paid, 200n, '2026-02-26');
    await db()
      .insertInto('credit_note')
      .values({
        id: newId(),
        number: 'C',
        invoice_id: paid,
        representative_id: representative,
        currency: 'EUR',
        issue_date: '2026-01-07',
        amount: 100n,
        reason: 'x',
        created_at: at,
      })
      .execute();
    const nothing = await anInvoice('paid', 0n);
    const opened = await anInvoice('partly_paid', 500n, { allocated: 100n, outstanding: 400n });
    await anAllocation(opened, 100n, '2026-01-09');
    await anInvoice('void', 70n, { voided_on: '2026-01-03' });
    await anInvoice('draft', 80n);
    return { paid, nothing };
  }

  it('is right from the first moment, and knows when what is paid was settled', async () => {
    const { paid, nothing } = await keepBooks();
    await migrate(database);
    const settled = await db()
      .selectFrom('invoice')
      .select(['id', 'settled_on'])
      .where('settled_on', 'is not', null)
      .execute();
    expect(new Map(settled.map(({ id, settled_on }) => [id, settled_on]))).toEqual(
      new Map([
        [paid, '2026-02-26'],
        [nothing, '2026-01-01'],
      ]),
    );
    const analytics = openAnalytics(database);
    expect(await analytics.differences()).toEqual([]);
    await analytics.foldAll();
    expect(await analytics.differences()).toEqual([]);
  });

  it('counts nothing twice when its migration is cut and run again', async () => {
    await keepBooks();
    await migrate(database);
    const images = () =>
      db()
        .selectFrom('analytics_change')
        .select((row) => row.fn.countAll().as('n'))
        .executeTakeFirstOrThrow();
    const before = await images();
    // Only MySQL keeps half of a migration: elsewhere nothing of it is there when it runs again.
    if (dialect === 'mysql') {
      await sql`delete from kysely_migration where name like '0002%'`.execute(db());
      expect(await migrate(database)).toEqual(['0002_analytics-and-reports']);
    }
    expect(await images()).toEqual(before);
    expect(await openAnalytics(database).differences()).toEqual([]);
  });
});
