import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { newId } from '../../../../src/values/ids.js';
import type { LocalMonth } from '../../../../src/values/local-date.js';
import {
  aLine,
  codeOf,
  day,
  EUR,
  openBilling,
  operator,
  percent,
  value,
  type BillingHouse,
} from './billing-house.js';

forEachDialect('billing', (_dialect, open) => {
  let database: TestDatabase;
  let house: BillingHouse;
  let representativeId: string;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    house = openBilling(database);
    await house.tables.deleteFrom('period').execute();
    representativeId = await house.representative();
  });

  const draft = (change = {}) => ({
    representativeId,
    currency: null,
    termDays: 14,
    taxInclusive: false,
    note: null,
    lines: [aLine()],
    ...change,
  });

  describe('a draft', () => {
    it('is the sum of its rounded lines, discount and tax included', async () => {
      const lines = [
        aLine({ quantity: 1500n, unitPrice: 999n, taxRate: percent(21) }),
        aLine({ quantity: 3000n, unitPrice: 333n, discountRate: percent(10), taxRate: percent(21) }),
      ];
      const { invoiceId } = value(await house.billing.createDraftInvoice(operator, draft({ lines })));
      expect(await house.invoice(invoiceId)).toMatchObject({
        status: 'draft',
        number: null,
        net: 1498n + 899n,
        discount: 100n,
        tax: 315n + 189n,
        total: 1498n + 899n + 315n + 189n,
        outstanding: 0n,
      });
    });

    it('is changed and deleted, each with an audit entry', async () => {
      const { invoiceId } = value(await house.billing.createDraftInvoice(operator, draft()));
      const change = {
        ...draft({ lines: [aLine({ unitPrice: 5n }), aLine({ unitPrice: 7n })] }),
        invoiceId,
        version: 1,
      };
      value(await house.billing.updateDraftInvoice(operator, change));
      expect((await house.invoice(invoiceId)).total).toBe(12n);
      expect(codeOf(await house.billing.updateDraftInvoice(operator, change))).toBe('changed-meanwhile');
      value(await house.billing.deleteDraftInvoice(operator, { invoiceId }));
      const entries = await house.tables
        .selectFrom('audit_entry')
        .select('action')
        .where('entity_id', '=', invoiceId)
        .orderBy('seq')
        .execute();
      expect(entries.map(({ action }) => action)).toEqual([
        'billing.create-draft-invoice',
        'billing.update-draft-invoice',
        'billing.delete-draft-invoice',
      ]);
    });

    it.each([
      ['representative-not-found', { representativeId: 'nobody' }],
      ['unknown-product', { lines: [aLine({ productId: 'nothing' })] }],
      ['line-without-description', { lines: [aLine({ description: null })] }],
      ['line-without-price', { lines: [aLine({ unitPrice: null })] }],
      ['amount-too-large', { lines: [aLine({ unitPrice: 9_000_000_000_000_000_000n, quantity: 9000n })] }],
      ['too-many-lines', { lines: Array.from({ length: 501 }, () => aLine()) }],
    ])('is refused with %s', async (code, change) => {
      expect(codeOf(await house.billing.createDraftInvoice(operator, draft(change)))).toBe(code);
    });
  });

  describe('issuing', () => {
    it('gives the next number, the due date and tells the world', async () => {
      const { invoiceId } = value(await house.billing.createDraftInvoice(operator, draft()));
      const issued = value(
        await house.billing.issueInvoice(operator, { invoiceId, issueDate: day('2026-03-01') }),
      );
      expect(issued).toMatchObject({ dueDate: '2026-03-15', warning: null });
      expect(issued.number).toMatch(/^INV-2026-\d{5}$/);
      expect(await house.invoice(invoiceId)).toMatchObject({ status: 'issued', outstanding: 10_000n });
      const event = await house.tables
        .selectFrom('outbox_event')
        .select('payload')
        .where('name', '=', 'billing.invoice-issued')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow();
      expect(JSON.parse(event.payload)).toMatchObject({ invoiceId, number: issued.number, total: '10000' });
    });

    it('is refused twice, without lines, and for tomorrow', async () => {
      const invoiceId = await house.issued({ representativeId, total: 100n });
      const issue = (id: string, on: string | null) =>
        house.billing.issueInvoice(operator, { invoiceId: id, issueDate: on === null ? null : day(on) });
      expect(codeOf(await issue(invoiceId, null))).toBe('invoice-not-draft');
      const empty = value(await house.billing.createDraftInvoice(operator, draft({ lines: [] })));
      expect(codeOf(await issue(empty.invoiceId, null))).toBe('invoice-without-lines');
      const early = value(await house.billing.createDraftInvoice(operator, draft()));
      expect(codeOf(await issue(early.invoiceId, '2026-03-16'))).toBe('date-in-future');
      expect(codeOf(await issue('nothing', null))).toBe('unknown-invoice');
    });

    it('warns beyond the credit limit, and refuses when it is enforced', async () => {
      const limited = await house.representative({ creditLimit: 15_000n });
      await house.issued({ representativeId: limited, total: 10_000n });
      const next = async () =>
        value(await house.billing.createDraftInvoice(operator, draft({ representativeId: limited })))
          .invoiceId;
      house.set({ enforceCreditLimit: true });
      const refused = await house.billing.issueInvoice(operator, {
        invoiceId: await next(),
        issueDate: null,
      });
      expect(refused).toMatchObject({
        ok: false,
        error: { code: 'credit-limit-exceeded', limit: '150.00', owed: '200.00', currency: 'EUR' },
      });
      house.set({ enforceCreditLimit: false });
      const warned = value(
        await house.billing.issueInvoice(operator, { invoiceId: await next(), issueDate: null }),
      );
      expect(warned.warning?.code).toBe('credit-limit-exceeded');
      await house.paid({ representativeId: limited, amount: 20_000n });
      const after = value(
        await house.billing.issueInvoice(operator, { invoiceId: await next(), issueDate: null }),
      );
      expect(after.warning).toBeNull();
    });
  });

  describe('voiding and crediting', () => {
    it('voids an issued invoice and keeps its number', async () => {
      const invoiceId = await house.issued({ representativeId, total: 100n });
      const { number } = await house.invoice(invoiceId);
      value(await house.billing.voidInvoice(operator, { invoiceId, reason: 'twice', date: null }));
      expect(await house.invoice(invoiceId)).toMatchObject({
        status: 'void',
        number,
        outstanding: 0n,
        voidedOn: '2026-03-15',
        voidReason: 'twice',
      });
      const again = await house.billing.voidInvoice(operator, { invoiceId, reason: 'twice', date: null });
      expect(codeOf(again)).toBe('invoice-not-issued');
    });

    it('voids nothing that was paid or credited in any part, nor before its own date', async () => {
      const invoiceId = await house.issued({ representativeId, total: 100n, on: day('2026-03-10') });
      const asVoid = (date: string | null) =>
        house.billing.voidInvoice(operator, {
          invoiceId,
          reason: 'x',
          date: date === null ? null : day(date),
        });
      expect(codeOf(await asVoid('2026-03-09'))).toBe('date-before-invoice');
      await house.paid({ representativeId, amount: 1n, allocate: true });
      expect(codeOf(await asVoid(null))).toBe('invoice-settled');
    });

    it('credits no more than the remainder, and closes the invoice with all of it', async () => {
      const invoiceId = await house.issued({ representativeId, total: 100n });
      await house.paid({ representativeId, amount: 30n, allocate: true });
      const credit = (amount: bigint) =>
        house.billing.issueCreditNote(operator, { invoiceId, amount, reason: 'outage', issueDate: null });
      expect(codeOf(await credit(71n))).toBe('credit-over-remainder');
      expect(codeOf(await credit(0n))).toBe('amount-not-positive');
      expect(value(await credit(20n)).number).toMatch(/^CN-2026-\d{5}$/);
      expect(await house.invoice(invoiceId)).toMatchObject({
        status: 'partly_paid',
        credited: 20n,
        outstanding: 50n,
      });
      value(await credit(50n));
      expect(await house.invoice(invoiceId)).toMatchObject({
        status: 'paid',
        credited: 70n,
        outstanding: 0n,
      });
      expect(codeOf(await credit(1n))).toBe('invoice-not-open');
    });
  });

  describe('payments', () => {
    it('go against the oldest due invoices first and leave the rest free', async () => {
      const late = await house.issued({ representativeId, total: 100n, on: day('2026-03-01'), termDays: 60 });
      const first = await house.issued({ representativeId, total: 100n, on: day('2026-03-10'), termDays: 1 });
      const paymentId = await house.paid({ representativeId, amount: 130n, allocate: true });
      expect(await house.invoice(first)).toMatchObject({ status: 'paid', outstanding: 0n });
      expect(await house.invoice(late)).toMatchObject({ status: 'partly_paid', outstanding: 70n });
      expect((await house.payment(paymentId)).unallocated).toBe(0n);
      const more = await house.paid({ representativeId, amount: 100n, allocate: true });
      expect((await house.payment(more)).unallocated).toBe(30n);
    });

    it('are allocated by hand, within both remainders', async () => {
      const invoiceId = await house.issued({ representativeId, total: 100n });
      const stranger = await house.issued({ representativeId: await house.representative(), total: 100n });
      const dollars = await house.issued({ representativeId, total: 100n, currency: 'USD' as typeof EUR });
      const paymentId = await house.paid({ representativeId, amount: 80n });
      const byHand = (id: string, amount: bigint) =>
        house.billing.allocatePayment(operator, {
          paymentId,
          shares: [{ invoiceId: id, amount }],
          date: null,
        });
      expect(codeOf(await byHand(invoiceId, 101n))).toBe('over-allocation');
      expect(codeOf(await byHand(invoiceId, 81n))).toBe('payment-overspent');
      expect(codeOf(await byHand(stranger, 1n))).toBe('other-representative');
      expect(codeOf(await byHand(dollars, 1n))).toBe('currency-mismatch');
      expect(codeOf(await byHand('nothing', 1n))).toBe('unknown-invoice');
      value(await byHand(invoiceId, 80n));
      expect(codeOf(await byHand(invoiceId, 1n))).toBe('payment-spent');
      expect((await house.invoice(invoiceId)).outstanding).toBe(20n);
    });

    it('are un-allocated by a reversing row that restores both sides, once', async () => {
      const invoiceId = await house.issued({ representativeId, total: 100n });
      const paymentId = await house.paid({ representativeId, amount: 100n, allocate: true });
      const { id: allocationId } = await house.tables
        .selectFrom('allocation')
        .select('id')
        .where('payment_id', '=', paymentId)
        .executeTakeFirstOrThrow();
      const {
        reversalIds: [reversalId = ''],
      } = value(await house.billing.unallocate(operator, { allocationIds: [allocationId] }));
      expect(await house.invoice(invoiceId)).toMatchObject({
        status: 'issued',
        allocated: 0n,
        outstanding: 100n,
      });
      expect((await house.payment(paymentId)).unallocated).toBe(100n);
      expect(codeOf(await house.billing.unallocate(operator, { allocationIds: [allocationId] }))).toBe(
        'already-reversed',
      );
      expect(codeOf(await house.billing.unallocate(operator, { allocationIds: [reversalId] }))).toBe(
        'allocation-is-reversal',
      );
      value(await house.billing.voidInvoice(operator, { invoiceId, reason: 'after all', date: null }));
    });

    describe('taken back whole', () => {
      const reverse = (paymentId: string, on: string | null = null) =>
        house.billing.reversePayment(operator, {
          paymentId,
          reason: 'bounced',
          on: on === null ? null : day(on),
        });
      const allocationsOf = (paymentId: string) =>
        house.tables.selectFrom('allocation').selectAll().where('payment_id', '=', paymentId).execute();

      it('leave open again what they had paid, from that day on, and tell the world', async () => {
        const first = await house.issued({ representativeId, total: 70n, on: day('2026-03-01') });
        const second = await house.issued({ representativeId, total: 50n, on: day('2026-03-02') });
        const on = day('2026-03-05');
        const paymentId = await house.paid({ representativeId, amount: 130n, on, allocate: true });
        const { reversalId, freed } = value(await reverse(paymentId, '2026-03-09'));
        expect(freed).toEqual(
          [
            { invoiceId: first, amount: 70n },
            { invoiceId: second, amount: 50n },
          ].sort((one, other) => (one.invoiceId < other.invoiceId ? -1 : 1)),
        );
        expect(await house.payment(paymentId)).toMatchObject({
          amount: 130n,
          unallocated: 0n,
          reversedOn: '2026-03-09',
        });
        for (const id of [first, second])
          expect(await house.invoice(id)).toMatchObject({ status: 'issued', allocated: 0n, settledOn: null });
        const rows = await allocationsOf(paymentId);
        expect(rows.filter((row) => row.reverses_id !== null).map((row) => row.allocated_on)).toEqual([
          '2026-03-09',
          '2026-03-09',
        ]);
        const { ledger } = house.billing;
        expect(await ledger.paymentReversals.ofPayment(database.port.queries, paymentId)).toEqual({
          id: reversalId,
          paymentId,
          representativeId,
          currency: 'EUR',
          amount: 130n,
          reversedOn: '2026-03-09',
          reason: 'bounced',
        });
        const event = await house.tables
          .selectFrom('outbox_event')
          .select('payload')
          .where('name', '=', 'billing.payment-reversed')
          .executeTakeFirstOrThrow();
        expect(JSON.parse(event.payload)).toMatchObject({ reversalId, paymentId, amount: '130' });
        const asOf = async (text: string) =>
          value(await house.billing.ageing(operator, { asOf: day(text), currency: EUR, fallback: EUR }))
            .total;
        expect((await asOf('2026-03-09')) - (await asOf('2026-03-08'))).toBe(120n);
      });

      it('are neither allocated, freed nor taken back again', async () => {
        const invoiceId = await house.issued({ representativeId, total: 70n });
        const paymentId = await house.paid({ representativeId, amount: 100n, allocate: true });
        const [allocation] = await allocationsOf(paymentId);
        value(await reverse(paymentId));
        const shares = [{ invoiceId, amount: 1n }];
        for (const chosen of [null, shares]) {
          const asked = { paymentId, shares: chosen, date: null };
          expect(codeOf(await house.billing.allocatePayment(operator, asked))).toBe('payment-reversed');
        }
        const allocationIds = [allocation!.id];
        expect(codeOf(await house.billing.unallocate(operator, { allocationIds }))).toBe('already-reversed');
        expect(codeOf(await reverse(paymentId))).toBe('payment-reversed-already');
        expect(codeOf(await reverse(newId()))).toBe('unknown-payment');
        const [balance] = value(await house.billing.representativeBalance(operator, { representativeId }));
        expect(balance).toEqual({ currency: 'EUR', open: 70n, unallocated: 0n });
      });

      it('are refused for a day before the money came or was last put or freed, and for tomorrow', async () => {
        await house.issued({ representativeId, total: 70n, on: day('2026-02-01') });
        const on = day('2026-02-10');
        const paymentId = await house.paid({ representativeId, amount: 70n, on });
        expect(codeOf(await reverse(paymentId, '2026-02-09'))).toBe('date-before-payment');
        expect(codeOf(await reverse(paymentId, '2026-03-16'))).toBe('date-in-future');
        const asked = { paymentId, shares: null, date: day('2026-03-05') };
        const { allocationIds } = value(await house.billing.allocatePayment(operator, asked));
        expect(codeOf(await reverse(paymentId, '2026-03-04'))).toBe('date-before-allocation');
        value(await house.billing.unallocate(operator, { allocationIds }));
        expect(codeOf(await reverse(paymentId, '2026-03-14'))).toBe('date-before-reversal');
        value(await reverse(paymentId, '2026-03-15'));
      });

      it('are refused in a closed month, and taken back after it', async () => {
        const paymentId = await house.paid({ representativeId, amount: 70n, on: day('2026-02-10') });
        value(await house.billing.closePeriod(operator, { month: '2026-02' as LocalMonth }));
        expect(codeOf(await reverse(paymentId, '2026-02-28'))).toBe('period-closed');
        value(await reverse(paymentId, '2026-03-01'));
      });
    });

    it('are refused without an amount, with a strange method, and for tomorrow', async () => {
      const pay = (change: object) =>
        house.billing.recordPayment(operator, {
          representativeId,
          currency: null,
          amount: 1n,
          receivedOn: null,
          method: 'bank',
          reference: null,
          note: null,
          allocate: false,
          ...change,
        });
      expect(codeOf(await pay({ amount: 0n }))).toBe('amount-not-positive');
      expect(codeOf(await pay({ amount: -5n }))).toBe('amount-not-positive');
      expect(codeOf(await pay({ method: 'barter' }))).toBe('unknown-method');
      expect(codeOf(await pay({ receivedOn: '2026-03-16' }))).toBe('date-in-future');
    });
  });

  describe('periods', () => {
    const month = (text: string) => ({ month: text as LocalMonth });

    it('refuse every posting into a closed month and behind it', async () => {
      const open_ = await house.issued({ representativeId, total: 100n, on: day('2026-02-10') });
      value(await house.billing.closePeriod(operator, month('2026-02')));
      const { invoiceId } = value(await house.billing.createDraftInvoice(operator, draft()));
      const back = { invoiceId, issueDate: day('2026-02-28') };
      expect(await house.billing.issueInvoice(operator, back)).toEqual({
        ok: false,
        error: { code: 'period-closed', month: '2026-02' },
      });
      expect(
        codeOf(await house.billing.issueInvoice(operator, { invoiceId, issueDate: day('2026-01-05') })),
      ).toBe('period-closed');
      const asVoid = { invoiceId: open_, reason: 'x', date: day('2026-02-20') };
      expect(codeOf(await house.billing.voidInvoice(operator, asVoid))).toBe('period-closed');
      const note = { invoiceId: open_, amount: 1n, reason: 'x', issueDate: day('2026-02-20') };
      expect(codeOf(await house.billing.issueCreditNote(operator, note))).toBe('period-closed');
      await expect(house.paid({ representativeId, amount: 1n, on: day('2026-02-20') })).rejects.toThrow(
        /period-closed/,
      );
      value(await house.billing.issueInvoice(operator, { invoiceId, issueDate: day('2026-03-01') }));
    });

    it('close in order when they are over, and open again from the last one', async () => {
      value(await house.billing.closePeriod(operator, month('2026-01')));
      expect(codeOf(await house.billing.closePeriod(operator, month('2026-01')))).toBe(
        'period-already-closed',
      );
      expect(codeOf(await house.billing.closePeriod(operator, month('2026-03')))).toBe('period-not-over');
      value(await house.billing.closePeriod(operator, month('2026-02')));
      expect(codeOf(await house.billing.reopenPeriod(operator, month('2026-01')))).toBe(
        'later-period-closed',
      );
      value(await house.billing.reopenPeriod(operator, month('2026-02')));
      expect(codeOf(await house.billing.reopenPeriod(operator, month('2026-02')))).toBe('period-not-closed');
      await house.paid({ representativeId, amount: 1n, on: day('2026-02-28') });
    });

    it.each([
      ['2026-02-28T21:59:59.999Z', 'Europe/Kyiv', '2026-02-28'],
      ['2026-02-28T22:00:00.000Z', 'Europe/Kyiv', '2026-03-01'],
      ['2026-03-01T04:59:59.999Z', 'America/New_York', '2026-02-28'],
      ['2026-03-01T05:00:00.000Z', 'America/New_York', '2026-03-01'],
    ])('end at midnight where the organisation is: %s in %s is %s', async (now, zone, today) => {
      const there = openBilling(database, { zone, now });
      const { invoiceId } = value(await there.billing.createDraftInvoice(operator, draft()));
      const closing = await there.billing.closePeriod(operator, month('2026-02'));
      expect(codeOf(closing)).toBe(today.startsWith('2026-02') ? 'period-not-over' : 'done');
      value(await there.billing.issueInvoice(operator, { invoiceId, issueDate: null }));
      expect((await there.invoice(invoiceId)).issueDate).toBe(today);
    });
  });

  describe('scope', () => {
    it('lets a representative see itself and a manager its offices, whatever the door', async () => {
      const mine = await house.office();
      const inMine = await house.representative({ officeId: mine });
      const elsewhere = representativeId;
      const invoiceId = await house.issued({ representativeId: elsewhere, total: 100n });
      const own = await house.issued({ representativeId: inMine, total: 70n });
      const reseller = { ...operator, role: 'representative' as const, representativeId: inMine };
      const manager = { ...operator, role: 'manager' as const, officeIds: [mine] };
      const span = { from: day('2026-01-01'), to: day('2026-12-31'), currency: null };
      for (const actor of [reseller, manager]) {
        const statement = (id: string) =>
          house.billing.statementOfAccount(actor, { representative: { id }, ...span });
        expect(codeOf(await statement(elsewhere))).toBe('representative-not-found');
        expect(codeOf(await statement(inMine))).toBe('done');
        expect(
          codeOf(await house.billing.representativeBalance(actor, { representativeId: elsewhere })),
        ).toBe('representative-not-found');
        const print = (id: string) => house.billing.printInvoice(actor, { invoiceId: id, language: 'en' });
        expect(codeOf(await print(invoiceId))).toBe('unknown-invoice');
        await expect(print(own)).rejects.toThrow(/prints nothing/);
        const [ageing] = await house.billing.ageingByCurrency(actor, {
          asOf: day('2026-03-15'),
          currency: EUR,
        });
        expect(ageing?.total).toBe(70n);
      }
      const pay = {
        representativeId: elsewhere,
        currency: null,
        amount: 1n,
        receivedOn: null,
        method: 'bank',
      };
      const rest = { reference: null, note: null, allocate: false };
      expect(codeOf(await house.billing.recordPayment(manager, { ...pay, ...rest }))).toBe(
        'representative-not-found',
      );
    });
  });
});
