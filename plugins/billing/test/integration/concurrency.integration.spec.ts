import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { openDatabase, type HouseDatabase } from '../../../../src/host/database/open-database.js';
import { silentLog } from '../../../../test/harness/database.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { systemClock } from '../../../../src/values/clock.js';
import type { LocalMonth } from '../../../../src/values/local-date.js';
import { provideSettlement } from '../../settlement-service.js';
import { aLine, codeOf, day, EUR, openBilling, operator, value, type BillingHouse } from './billing-house.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';

forEachDialect('many hands at once', (dialect, open) => {
  let database: TestDatabase;
  let house: BillingHouse;

  beforeEach(async () => {
    database = await open();
    house = openBilling(database);
  });
  afterEach(() => database.close());

  async function numbersGiven(): Promise<readonly string[]> {
    const rows = await house.tables
      .selectFrom('invoice')
      .select('number')
      .where('number', 'is not', null)
      .execute();
    return rows.map(({ number }) => number!).sort();
  }

  const gapless = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `INV-2026-${String(index + 1).padStart(5, '0')}`);

  async function drafts(count: number): Promise<readonly string[]> {
    const people = await Promise.all([
      house.representative(),
      house.representative(),
      house.representative(),
    ]);
    const made: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const draft = {
        representativeId: people[n % people.length]!,
        currency: null,
        termDays: 30,
        taxInclusive: false,
        note: null,
        lines: n % 7 === 6 ? [] : [aLine()],
      };
      made.push(value(await house.billing.createDraftInvoice(operator, draft)).invoiceId);
    }
    return made;
  }

  it('skip and double no number, though some are refused and the series is new', async () => {
    const ids = await drafts(42);
    const issued = await Promise.all(
      ids.map((invoiceId) => house.billing.issueInvoice(operator, { invoiceId, issueDate: null })),
    );
    const given = issued.flatMap((result) => (result.ok ? [result.value.number] : []));
    expect(issued.filter((result) => codeOf(result) === 'invoice-without-lines')).toHaveLength(6);
    expect([...given].sort()).toEqual(gapless(36));
    expect(await numbersGiven()).toEqual(gapless(36));
  });

  it('issue one draft once', async () => {
    const [invoiceId] = await drafts(1);
    const issued = await Promise.all(
      Array.from({ length: 8 }, () =>
        house.billing.issueInvoice(operator, { invoiceId: invoiceId!, issueDate: null }),
      ),
    );
    expect(issued.map(codeOf).sort()).toEqual(['done', ...Array<string>(7).fill('invoice-not-draft')]);
    expect(await numbersGiven()).toEqual(gapless(1));
  });

  it('leave no gap when a transaction that took a number fails', async () => {
    const ids = await drafts(6);
    const failing = openBilling({
      ...database,
      port: {
        ...database.port,
        transaction: (work) =>
          database.port.transaction(async (tx) => {
            await work(tx);
            throw new Error('the machine stumbled');
          }),
      },
    });
    const work = ids.map((invoiceId, index) =>
      (index % 2 === 0 ? house : failing).billing.issueInvoice(operator, { invoiceId, issueDate: null }),
    );
    const outcomes = await Promise.allSettled(work);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(3);
    expect(await numbersGiven()).toEqual(gapless(3));
  });

  it('overspend no payment and overpay no invoice', async () => {
    const representativeId = await house.representative();
    const invoices: string[] = [];
    for (let n = 0; n < 6; n += 1) invoices.push(await house.issued({ representativeId, total: 100n }));
    const payments: string[] = [];
    for (let n = 0; n < 3; n += 1) payments.push(await house.paid({ representativeId, amount: 150n }));

    await Promise.all(
      payments.flatMap((paymentId) => [
        house.billing.allocatePayment(operator, { paymentId, shares: null, date: null }),
        ...invoices.map((invoiceId) =>
          house.billing.allocatePayment(operator, {
            paymentId,
            shares: [{ invoiceId, amount: 40n }],
            date: null,
          }),
        ),
        house.paid({ representativeId, amount: 10n, allocate: true }),
        house.billing.issueCreditNote(operator, {
          invoiceId: invoices[0]!,
          amount: 30n,
          reason: 'outage',
          issueDate: null,
        }),
      ]),
    );
    await balanced();
  });

  it('undo an allocation once', async () => {
    const representativeId = await house.representative();
    await house.issued({ representativeId, total: 100n });
    await house.paid({ representativeId, amount: 100n, allocate: true });
    const { id: allocationId } = await house.tables
      .selectFrom('allocation')
      .select('id')
      .executeTakeFirstOrThrow();
    const undone = await Promise.all(
      Array.from({ length: 6 }, () => house.billing.unallocate(operator, { allocationIds: [allocationId] })),
    );
    expect(undone.map(codeOf).filter((code) => code === 'done')).toHaveLength(1);
    await balanced();
  });

  it('take a payment back once', async () => {
    const representativeId = await house.representative();
    await house.issued({ representativeId, total: 60n });
    const paymentId = await house.paid({ representativeId, amount: 100n, allocate: true });
    const undone = await Promise.all(
      Array.from({ length: 6 }, () =>
        house.billing.reversePayment(operator, { paymentId, reason: 'bounced', on: null }),
      ),
    );
    expect(undone.map(codeOf).sort()).toEqual(['done', ...Array<string>(5).fill('payment-reversed-already')]);
    await balanced();
  });

  it('leave nothing allocated of a payment that is taken back meanwhile', async () => {
    const representativeId = await house.representative();
    const payments: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      await house.issued({ representativeId, total: 90n });
      payments.push(await house.paid({ representativeId, amount: 100n }));
    }
    const work = await Promise.all(
      payments.flatMap((paymentId) => [
        house.billing.allocatePayment(operator, { paymentId, shares: null, date: null }),
        house.billing.reversePayment(operator, { paymentId, reason: 'bounced', on: null }),
        house.billing.allocatePayment(operator, { paymentId, shares: null, date: null }),
      ]),
    );
    expect(work.filter((_, index) => index % 3 === 1).map(codeOf)).toEqual(Array<string>(4).fill('done'));
    const allocated = await house.tables.selectFrom('allocation').select('amount').execute();
    expect(allocated.reduce((all, { amount }) => all + amount, 0n)).toBe(0n);
    await balanced();
  });

  it('settle an invoice once, whatever evidence comes twice', async () => {
    const representativeId = await house.representative();
    const invoiceId = await house.issued({ representativeId, total: 100n });
    const settlement = provideSettlement(house.billing);
    const today = day('2026-03-15');
    const settled = await Promise.all(
      Array.from({ length: 5 }, () =>
        database.port.transaction((tx) =>
          settlement.settle(tx, operator, {
            representativeId,
            currency: EUR,
            amount: 100n,
            receivedOn: today,
            method: 'bank',
            reference: 'E2E-1',
            note: null,
            shares: [{ invoiceId, amount: 100n }],
            today,
          }),
        ),
      ),
    );
    expect(settled.map(codeOf).sort()).toEqual(['done', ...Array<string>(4).fill('invoice-not-open')]);
    expect(await house.tables.selectFrom('payment').select('id').execute()).toHaveLength(1);
    await balanced();
  });

  it('post nothing into a month that is being closed', async () => {
    const representativeId = await house.representative();
    const pay = () =>
      house.paid({ representativeId, amount: 1n, on: day('2026-02-10') }).catch(() => 'refused');
    const month = '2026-02' as LocalMonth;
    const first = [pay(), pay(), pay()];
    const closing = house.billing.closePeriod(operator, { month });
    const work = await Promise.all([...first, closing, pay(), pay(), pay()]);
    value(await closing);
    const recorded = work.filter((outcome) => typeof outcome === 'string' && outcome !== 'refused').length;
    const { count } = await house.tables
      .selectFrom('payment')
      .select((row) => row.fn.countAll().as('count'))
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(recorded);
    expect(await pay()).toBe('refused');
  });

  if (dialect !== 'sqlite') {
    it('lose nothing when a connection is killed in the middle of issuing', async () => {
      const ids = await drafts(4);
      const doomed = await openDatabase({
        url: database.url,
        log: silentLog,
        clock: systemClock,
        secretKey: TEST_SECRET_KEY,
      });
      const stuck = openBilling({ ...database, port: killedBeforeCommit(doomed) });
      const failed = await stuck.billing
        .issueInvoice(operator, { invoiceId: ids[0]!, issueDate: null })
        .then(codeOf, () => 'connection lost');
      expect(failed).toBe('connection lost');
      for (const invoiceId of ids.slice(1)) {
        value(await house.billing.issueInvoice(operator, { invoiceId, issueDate: null }));
      }
      expect(await numbersGiven()).toEqual(gapless(3));
      await doomed.close();
    });
  }

  /** The server ends the connection after the work is done and before it is committed. */
  function killedBeforeCommit(doomed: HouseDatabase): HouseDatabase['port'] {
    return {
      ...doomed.port,
      transaction: (work) =>
        doomed.port.transaction(async (tx) => {
          const result = await work(tx);
          const own = await (
            dialect === 'mysql'
              ? sql<{ id: unknown }>`select connection_id() as id`
              : sql<{ id: unknown }>`select pg_backend_pid() as id`
          ).execute(queriesOf<unknown>(tx.queries));
          const id = Number(own.rows[0]!.id);
          await (
            dialect === 'mysql' ? sql`kill ${sql.lit(id)}` : sql`select pg_terminate_backend(${sql.lit(id)})`
          ).execute(queriesOf<unknown>(database.port.queries));
          return result;
        }),
    };
  }

  /** Both sides of every allocation, added up anew from the rows. */
  async function balanced(): Promise<void> {
    const tables = house.tables;
    const sums = (rows: readonly { readonly id: string; readonly amount: bigint }[]) => {
      const byId = new Map<string, bigint>();
      for (const { id, amount } of rows) byId.set(id, (byId.get(id) ?? 0n) + amount);
      return byId;
    };
    const allocations = await tables.selectFrom('allocation').selectAll().execute();
    const notes = await tables.selectFrom('credit_note').selectAll().execute();
    const spent = sums(allocations.map((row) => ({ id: row.payment_id, amount: row.amount })));
    const settled = sums(allocations.map((row) => ({ id: row.invoice_id, amount: row.amount })));
    const credited = sums(notes.map((row) => ({ id: row.invoice_id, amount: row.amount })));
    for (const payment of await tables.selectFrom('payment').selectAll().execute()) {
      const left = payment.amount - (spent.get(payment.id) ?? 0n);
      expect(payment.unallocated).toBe(payment.reversed_on === null ? left : 0n);
      if (payment.reversed_on !== null) expect(left).toBe(payment.amount);
      expect(payment.unallocated).toBeGreaterThanOrEqual(0n);
    }
    for (const invoice of await tables
      .selectFrom('invoice')
      .selectAll()
      .where('status', '<>', 'draft')
      .execute()) {
      expect(invoice.allocated).toBe(settled.get(invoice.id) ?? 0n);
      expect(invoice.credited).toBe(credited.get(invoice.id) ?? 0n);
      expect(invoice.outstanding).toBe(invoice.total - invoice.allocated - invoice.credited);
      expect(invoice.outstanding).toBeGreaterThanOrEqual(0n);
    }
  }
});
