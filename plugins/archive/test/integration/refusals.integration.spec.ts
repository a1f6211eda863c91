import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { queriesOf } from '../../../../src/query/queries.js';
import type { LocalDate, LocalMonth } from '../../../../src/values/local-date.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import {
  openBilling,
  operator,
  value,
  type BillingHouse,
} from '../../../billing/test/integration/billing-house.js';
import { invoiceKind } from '../../../billing/adapters/import/invoice-kind.js';
import { paymentKind } from '../../../billing/adapters/import/payment-kind.js';
import type { ImportKind } from '../../../imports/contract/import-kind.js';
import { useCases, type ArchiveUseCases } from '../../use-cases.js';

const ON = '2023-03-01' as LocalDate;
const run = { signal: new AbortController().signal, progress: () => Promise.resolve() };

forEachDialect('moving a closed year', (_dialect, open) => {
  let database: TestDatabase;
  let made: TestHouse;
  let billing: BillingHouse;
  let archive: ArchiveUseCases;
  let representativeId: string;
  const db = () => queriesOf<Record<string, Record<string, unknown>>>(database.port.queries);
  const invoices = () => db().selectFrom('invoice').selectAll().orderBy('id').execute();
  const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code);

  beforeAll(async () => {
    database = await open();
    made = await assembleTestHouse(database);
    billing = openBilling(database, { now: '2023-03-01T12:00:00Z' });
    archive = made.house.context('archive').use(useCases);
    representativeId = await billing.representative();
    await billing.issued({ representativeId, total: 500n, on: ON });
    await billing.paid({ representativeId, amount: 500n, on: ON, allocate: true });
    billing.setNow('2024-02-01T12:00:00Z');
  }, 120_000);
  afterAll(async () => {
    made.close();
    await database.close();
  });

  it('waits until its December is closed', async () => {
    expect(await archive.moveYear(admin, { year: 2023, to: [], jobId: null }, run)).toMatchObject({
      error: { code: 'year-not-closed', month: '2023-12' },
    });
    value(await billing.billing.closePeriod(operator, { month: '2023-12' as LocalMonth }));
    expect(code(await archive.moveYear(admin, { year: 2022, to: [], jobId: null }, run))).toBe(
      'year-nothing',
    );
  });

  it('moves nothing when a record is changed while the file is written', async () => {
    const before = await invoices();
    let touched = false;
    const changing = {
      ...run,
      async progress() {
        if (touched) return;
        touched = true;
        await db().updateTable('invoice').set({ due_date: '2023-05-05' }).execute();
      },
    };
    const asked = { year: 2023, to: [], jobId: null };
    expect(code(await archive.moveYear(admin, asked, changing))).toBe('year-changed');
    expect(await invoices()).toEqual([{ ...before[0], due_date: '2023-05-05' }]);
    expect(await db().selectFrom('moved_name').selectAll().execute()).toEqual([]);
  });

  it('moves it once when two begin at once, and gives no number of it again', async () => {
    const before = await invoices();
    const both = await Promise.all(
      [1, 2].map(() => archive.moveYear(admin, { year: 2023, to: [], jobId: null }, run).catch(() => null)),
    );
    expect(both.filter((each) => each?.ok)).toHaveLength(1);
    expect(await invoices()).toEqual([]);
    expect(code(await archive.moveYear(admin, { year: 2023, to: [], jobId: null }, run))).toBe('year-moved');

    await db()
      .updateTable('number_series')
      .set({ year: 2023, next_number: 1n })
      .where('code', '=', 'INV')
      .execute();
    await db()
      .updateTable('number_series')
      .set({ yearly: false, prefix: 'INV-2023-' })
      .where('code', '=', 'INV')
      .execute();
    const id = await billing.issued({ representativeId, total: 100n, on: '2024-02-01' as LocalDate });
    const [issued] = await invoices();
    expect(issued).toMatchObject({ id });
    expect(String(issued!['number'])).not.toBe(before[0]!['number']);

    await db().updateTable('invoice').set({ number: before[0]!['number'] }).where('id', '=', id).execute();
    expect(await archive.returnYear(admin, { year: 2023, path: null }, run)).toMatchObject({
      error: { code: 'moved-taken', name: before[0]!['number'] },
    });
    expect(await invoices()).toHaveLength(1);
    await db().updateTable('invoice').set({ number: issued!['number'] }).where('id', '=', id).execute();

    const other = join(await made.ports.storage.folder('elsewhere'), 'other.age');
    writeFileSync(other, 'another file');
    expect(code(await archive.returnYear(admin, { year: 2023, path: other }, run))).toBe('year-other-file');
    expect(code(await archive.returnYear(admin, { year: 2023, path: `${other}x` }, run))).toBe(
      'year-file-missing',
    );
    expect(code(await archive.returnYear(admin, { year: 2023, path: null }, run))).toBe('ok');
    expect(await invoices()).toEqual(expect.arrayContaining(before));
    expect(code(await archive.returnYear(admin, { year: 2023, path: null }, run))).toBe('year-not-moved');
  });

  it('is known to imports: the same row is nothing new, other values are refused, other names are not touched', async () => {
    const [digest, other] = ['d'.repeat(64), 'e'.repeat(64)];
    const names = [
      ...[
        { kind: 'invoice', name: 'M-1' },
        { kind: 'invoice-row', name: digest },
      ],
      ...[
        { kind: 'payment', name: 'payments:P-1' },
        { kind: 'payment-row', name: digest },
      ],
    ];
    await db()
      .insertInto('moved_name')
      .values(names.map((name) => ({ ...name, year: 2022 })))
      .execute();
    const context = made.house.context('billing');
    const planned = async (kind: ImportKind, rows: readonly object[]) => {
      const session = await kind.open(context, admin, { createMissing: true } as never);
      return session.plan(database.port.queries, rows as never);
    };
    const base = { representative: 'nobody', issueDate: '2024-02-01', receivedOn: '2024-02-01', paid: 0n };
    const invoicesPlanned = await planned(invoiceKind, [
      { ...base, number: 'M-1', digest },
      { ...base, number: 'M-1', digest: other },
      { ...base, number: 'M-2', digest: other },
    ]);
    expect(invoicesPlanned[0]).toEqual({ what: 'unchanged' });
    expect(JSON.stringify(invoicesPlanned[1])).toContain('moved-with-year');
    expect(invoicesPlanned[2]).toEqual({ what: 'create' });
    const paymentsPlanned = await planned(paymentKind, [
      { ...base, reference: 'P-1', digest },
      { ...base, reference: 'P-1', digest: other },
      { ...base, reference: 'P-2', digest },
    ]);
    expect(paymentsPlanned[0]).toEqual({ what: 'unchanged' });
    expect(JSON.stringify(paymentsPlanned[1])).toContain('moved-with-year');
    expect(JSON.stringify(paymentsPlanned[2])).toContain('unknown-representative');
  });
});
