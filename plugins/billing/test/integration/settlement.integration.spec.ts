import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalMonth } from '../../../../src/values/local-date.js';
import { newId } from '../../../../src/values/ids.js';
import type { InvoicesAsked, MoneyToSettle, OpenInvoiceView, Settlement } from '../../contract/settlement.js';
import { provideSettlement } from '../../settlement-service.js';
import { codeOf, day, EUR, openBilling, operator, value, type BillingHouse } from './billing-house.js';

const TODAY = day('2026-03-15');

forEachDialect('what is settled by evidence', (_, open) => {
  let database: TestDatabase;
  let house: BillingHouse;
  let settlement: Settlement;
  let representativeId: string;

  beforeEach(async () => {
    database = await open();
    house = openBilling(database);
    settlement = provideSettlement(house.billing);
    representativeId = await house.representative();
  });
  afterEach(() => database.close());

  const someMoney = (change: Partial<MoneyToSettle> = {}): MoneyToSettle => ({
    representativeId,
    currency: EUR,
    amount: 100n,
    receivedOn: day('2026-03-10'),
    method: 'bank',
    reference: 'E2E-1',
    note: null,
    shares: [],
    today: TODAY,
    ...change,
  });
  const settle = (change: Partial<MoneyToSettle>) =>
    database.port.transaction((tx) => settlement.settle(tx, operator, someMoney(change)));
  const standing = async () => (await house.tables.selectFrom('payment').select('id').execute()).length;

  async function openInvoices(asked: InvoicesAsked = {}, actor: Actor = operator, pageSize?: number) {
    const found: OpenInvoiceView[] = [];
    for await (const page of settlement.openInvoices(database.port.queries, actor, asked, pageSize))
      found.push(...page);
    return found;
  }

  it('records the money and puts it where the evidence says', async () => {
    const first = await house.issued({ representativeId, total: 70n, on: day('2026-03-01') });
    const late = await house.issued({ representativeId, total: 50n, on: day('2026-03-12') });
    const shares = [
      { invoiceId: late, amount: 30n },
      { invoiceId: first, amount: 60n },
    ];
    const { paymentId, allocations } = value(await settle({ shares }));
    expect(await house.payment(paymentId)).toMatchObject({
      amount: 100n,
      unallocated: 10n,
      reference: 'E2E-1',
    });
    expect(await house.invoice(first)).toMatchObject({ outstanding: 10n, status: 'partly_paid' });
    expect(allocations.map(({ invoiceId, amount }) => ({ invoiceId, amount }))).toEqual(shares);
    const days = await house.tables.selectFrom('allocation').select(['invoice_id', 'allocated_on']).execute();
    // On the day of the money; an invoice that was issued after it is paid on its own day.
    expect(new Map(days.map((row) => [row.invoice_id, row.allocated_on]))).toEqual(
      new Map([
        [first, '2026-03-10'],
        [late, '2026-03-12'],
      ]),
    );
  });

  it('leaves nothing behind when any of it is refused', async () => {
    const invoiceId = await house.issued({ representativeId, total: 70n, on: day('2026-03-01') });
    const other = await house.issued({ representativeId: await house.representative(), total: 70n });
    expect(codeOf(await settle({ shares: [{ invoiceId, amount: 71n }] }))).toBe('over-allocation');
    expect(codeOf(await settle({ shares: [{ invoiceId: other, amount: 1n }] }))).toBe('other-representative');
    expect(codeOf(await settle({ amount: 50n, shares: [{ invoiceId, amount: 60n }] }))).toBe(
      'payment-overspent',
    );
    expect(
      codeOf(await settle({ currency: 'USD' as CurrencyCode, shares: [{ invoiceId, amount: 1n }] })),
    ).toBe('currency-mismatch');
    expect(codeOf(await settle({ receivedOn: day('2026-03-16') }))).toBe('date-in-future');
    expect(codeOf(await settle({ representativeId: newId() }))).toBe('representative-not-found');
    value(await house.billing.closePeriod(operator, { month: '2026-02' as LocalMonth }));
    expect(codeOf(await settle({ receivedOn: day('2026-02-27') }))).toBe('period-closed');
    expect(await standing()).toBe(0);
    expect(await house.invoice(invoiceId)).toMatchObject({ outstanding: 70n, status: 'issued' });
  });

  it('goes with the transaction that it joined', async () => {
    const invoiceId = await house.issued({ representativeId, total: 70n, on: day('2026-03-01') });
    const undone = database.port.transaction(async (tx) => {
      value(await settlement.settle(tx, operator, someMoney({ shares: [{ invoiceId, amount: 70n }] })));
      throw new Error('the machine stumbled');
    });
    await expect(undone).rejects.toThrow('stumbled');
    expect(await standing()).toBe(0);
    expect(await house.invoice(invoiceId)).toMatchObject({ outstanding: 70n });
  });

  it('puts more of a recorded payment on the first day that the books allow', async () => {
    const invoiceId = await house.issued({ representativeId, total: 100n, on: day('2026-03-01') });
    const { paymentId, allocations } = value(await settle({ shares: [{ invoiceId, amount: 40n }] }));
    const [allocation] = allocations;
    const takenBack = await database.port.transaction((tx) =>
      settlement.takeBack(tx, operator, {
        paymentId,
        allocationIds: [allocation!.allocationId, allocation!.allocationId],
        today: TODAY,
      }),
    );
    expect(value(takenBack)).toBe(true);
    expect(await house.payment(paymentId)).toMatchObject({ unallocated: 100n });
    const again = await database.port.transaction((tx) =>
      settlement.allocate(tx, operator, { paymentId, shares: [{ invoiceId, amount: 100n }], today: TODAY }),
    );
    const { allocationId } = value(again)[0]!;
    expect(await house.billing.ledger.allocations.find(database.port.queries, allocationId)).toMatchObject({
      date: TODAY,
      amount: 100n,
    });
    expect(await house.invoice(invoiceId)).toMatchObject({ status: 'paid' });
  });

  it('takes back nothing that belongs to another payment', async () => {
    const invoiceId = await house.issued({ representativeId, total: 100n, on: day('2026-03-01') });
    const one = value(await settle({ shares: [{ invoiceId, amount: 40n }] }));
    const other = value(await settle({}));
    const takenBack = await database.port.transaction((tx) =>
      settlement.takeBack(tx, operator, {
        paymentId: other.paymentId,
        allocationIds: one.allocations.map(({ allocationId }) => allocationId),
        today: TODAY,
      }),
    );
    expect(codeOf(takenBack)).toBe('unknown-allocation');
    expect(await house.invoice(invoiceId)).toMatchObject({ outstanding: 60n });
  });

  it('reads what is open, in pages, however many there are', async () => {
    const made: string[] = [];
    for (let n = 1; n <= 7; n += 1)
      made.push(await house.issued({ representativeId, total: BigInt(n * 10), on: day('2026-03-01') }));
    await house.paid({ representativeId, amount: 10n, allocate: true });
    const draft = {
      representativeId,
      currency: null,
      termDays: 30,
      taxInclusive: false,
      note: null,
      lines: [],
    };
    value(await house.billing.createDraftInvoice(operator, draft));
    const voided = made[6]!;
    value(await house.billing.voidInvoice(operator, { invoiceId: voided, reason: 'twice', date: null }));
    const stillOpen = made.slice(1, 6).sort();

    expect((await openInvoices({}, operator, 2)).map(({ id }) => id)).toEqual(stillOpen);
    expect(await openInvoices({ limit: 3 }, operator, 2)).toHaveLength(3);
    expect(await openInvoices({ outstanding: 30n })).toEqual([
      {
        id: made[2],
        number: 'INV-2026-00003',
        representativeId,
        issuedOn: '2026-03-01',
        dueOn: '2026-03-31',
        currency: 'EUR',
        outstanding: 30n,
        disputed: false,
      },
    ]);
    expect(await openInvoices({ ids: [] })).toEqual([]);
    expect(await openInvoices({ currency: 'USD' as CurrencyCode })).toEqual([]);
    expect((await openInvoices({ representativeIds: [newId(), representativeId] })).length).toBe(5);
    const many = Array.from({ length: 1_200 }, () => newId());
    expect((await openInvoices({ ids: [...many, ...made] })).map(({ id }) => id)).toEqual(stillOpen);
  });

  it('knows a number however it is separated', async () => {
    const own = await house.issued({ representativeId, total: 10n, on: day('2026-03-01') });
    const foreign = await house.issued({ representativeId, total: 20n, on: day('2026-03-01') });
    await house.tables.updateTable('invoice').set({ number: 'ab/77.12' }).where('id', '=', foreign).execute();
    const numbers = ['INV202600001', 'AB7712', 'INV202600099'];
    expect((await openInvoices({ numbers })).map(({ id }) => id)).toEqual([own, foreign].sort());
    expect(await openInvoices({ numbers: ['INV202600001'], ids: [foreign] })).toEqual([]);
  });

  it('shows a manager its own offices alone, a representative itself', async () => {
    const officeId = await house.office();
    const near = await house.representative({ officeId });
    const invoiceId = await house.issued({ representativeId: near, total: 10n, on: day('2026-03-01') });
    await house.issued({ representativeId, total: 20n, on: day('2026-03-01') });
    await house.paid({ representativeId: near, amount: 5n });
    await house.paid({ representativeId, amount: 6n });
    const manager: Actor = { ...operator, role: 'manager', officeIds: [officeId] };
    const days = { from: TODAY, to: TODAY };
    const { queries } = database.port;
    expect((await openInvoices({}, manager)).map(({ id }) => id)).toEqual([invoiceId]);
    expect((await settlement.payers(queries, manager)).map(({ id }) => id)).toEqual([near]);
    expect((await settlement.recordedPayments(queries, manager, days)).map(({ amount }) => amount)).toEqual([
      5n,
    ]);
    expect((await settlement.recordedPayments(queries, operator, { ...days, amount: 6n })).length).toBe(1);
    const itself: Actor = { ...operator, role: 'representative', representativeId: near };
    expect((await openInvoices({}, itself)).map(({ id }) => id)).toEqual([invoiceId]);
    const elsewhere = await database.port.transaction((tx) => settlement.settle(tx, manager, someMoney()));
    expect(codeOf(elsewhere)).toBe('representative-not-found');
  });
});
