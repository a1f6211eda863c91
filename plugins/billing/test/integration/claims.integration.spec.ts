import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import type { HttpRequest } from '../../../../src/kernel/contributions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalMonth } from '../../../../src/values/local-date.js';
import { receiptRoute } from '../../adapters/http/receipt-route.js';
import type { SaidToBePaid } from '../../app/claim-payment.js';
import { provideClaims } from '../../claims-service.js';
import type { Claims } from '../../contract/claims.js';
import { RECEIPT_BYTES } from '../../domain/receipt.js';
import { codeOf, day, EUR, openBilling, operator, value, type BillingHouse } from './billing-house.js';

const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');

forEachDialect('what is said about money', (_dialect, open) => {
  let database: TestDatabase;
  let house: BillingHouse;
  let claims: Claims;
  let representativeId: string;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    house = openBilling(database);
    await house.tables.deleteFrom('period').execute();
    claims = provideClaims({ database: database.port, may: () => true }, house.billing);
    representativeId = await house.representative();
  });

  const payer = (id = representativeId): Actor => ({
    ...operator,
    role: 'representative',
    name: 'payer@house.test',
    representativeId: id,
  });
  const said = (change: Partial<SaidToBePaid> = {}): SaidToBePaid => ({
    ...{ representativeId, invoiceId: null, currency: null, amount: 5_000n, paidOn: null },
    ...{ note: null, receipt: null, key: null },
    ...change,
  });
  const confirmation = (claimId: string, change = {}) => ({
    ...{ claimId, amount: null, receivedOn: null, method: 'bank', reference: null, allocate: true },
    ...change,
  });
  const claimed = async (change: Partial<SaidToBePaid> = {}): Promise<string> =>
    value(await claims.claim(payer(), said(change))).claimId;
  const statusOf = async (claimId: string): Promise<string> =>
    value(await claims.find(operator, claimId)).status;
  const paymentsOf = (id = representativeId) =>
    house.tables.selectFrom('payment').selectAll().where('representative_id', '=', id).execute();
  const isDisputed = async (invoiceId: string): Promise<boolean> => {
    const row = await house.tables
      .selectFrom('invoice')
      .select('disputed')
      .where('id', '=', invoiceId)
      .executeTakeFirstOrThrow();
    return row.disputed;
  };

  describe('a claim', () => {
    it('waits for operators and moves no money', async () => {
      const invoiceId = await house.issued({ representativeId, total: 5_000n });
      const claimId = await claimed({ invoiceId, receipt: { name: 'photo.jpeg', bytes: JPEG } });
      const found = (await claims.waiting(operator, { after: null, limit: 500 })).find(
        ({ id }) => id === claimId,
      );
      expect(found).toMatchObject({ amount: 5_000n, currency: EUR, invoiceId, hasReceipt: true });
      expect(found).toMatchObject({ representativeName: 'Harbour Telecom', paidOn: '2026-03-15' });
      expect((await house.invoice(invoiceId)).outstanding).toBe(5_000n);
      expect(await paymentsOf()).toEqual([]);
    });

    it('is made once by its key, however often and in whatever hurry it is sent', async () => {
      const sent = await Promise.all(
        Array.from({ length: 8 }, () => claims.claim(payer(), said({ key: 'telegram:1:77' }))),
      );
      expect(new Set(sent.map((result) => value(result).claimId)).size).toBe(1);
      const rows = await house.tables
        .selectFrom('payment_claim')
        .select('id')
        .where('representative_id', '=', representativeId)
        .execute();
      expect(rows).toHaveLength(1);
      const other = await house.representative();
      const theirs = await claims.claim(
        payer(other),
        said({ representativeId: other, key: 'telegram:1:77' }),
      );
      expect(value(theirs).claimId).not.toBe(rows[0]!.id);
    });

    it.each([
      ['amount-not-positive', { amount: 0n }],
      ['amount-too-large', { amount: 9_223_372_036_854_775_808n }],
      ['date-in-future', { paidOn: day('2026-03-16') }],
      ['unknown-invoice', { invoiceId: 'nothing' }],
      ['receipt-type-unknown', { receipt: { name: 'a.jpg', bytes: Buffer.from('<html>') } }],
      ['receipt-too-large', { receipt: { name: 'a.jpg', bytes: Buffer.alloc(RECEIPT_BYTES + 1, JPEG) } }],
    ])('is refused with %s', async (code, change) => {
      expect(codeOf(await claims.claim(payer(), said(change)))).toBe(code);
    });

    it('names an open invoice of the same representative in its currency, or none', async () => {
      const other = await house.representative();
      const theirs = await house.issued({ representativeId: other, total: 100n });
      const own = await house.issued({ representativeId, total: 100n });
      expect(codeOf(await claims.claim(payer(), said({ invoiceId: theirs })))).toBe('unknown-invoice');
      const dollars = said({ invoiceId: own, currency: 'USD' as CurrencyCode });
      expect(codeOf(await claims.claim(payer(), dollars))).toBe('currency-mismatch');
      await house.paid({ representativeId, amount: 100n, allocate: true });
      expect(codeOf(await claims.claim(payer(), said({ invoiceId: own })))).toBe('invoice-not-open');
    });
  });

  describe('confirming', () => {
    it('is one payment, put against the named invoice first and the oldest after it', async () => {
      const oldest = await house.issued({ representativeId, total: 4_000n, on: day('2026-02-01') });
      const invoiceId = await house.issued({ representativeId, total: 3_000n, on: day('2026-03-01') });
      const claimId = await claimed({ invoiceId, amount: 5_000n, paidOn: day('2026-03-10') });
      const confirmed = value(await claims.confirm(operator, confirmation(claimId)));
      expect(confirmed).toMatchObject({ amount: 5_000n, allocated: 5_000n, currency: EUR });
      expect(await house.payment(confirmed.paymentId)).toMatchObject({
        receivedOn: '2026-03-10',
        unallocated: 0n,
      });
      expect((await house.invoice(invoiceId)).status).toBe('paid');
      expect((await house.invoice(oldest)).outstanding).toBe(2_000n);
      expect(await statusOf(claimId)).toBe('confirmed');
    });

    it('leaves free what no invoice takes, and everything when nothing is to be allocated', async () => {
      const invoiceId = await house.issued({ representativeId, total: 1_000n });
      const [whole, none] = [await claimed({ invoiceId }), await claimed({ amount: 70n })];
      const confirmed = value(
        await claims.confirm(operator, confirmation(none, { allocate: false, amount: 60n })),
      );
      expect(confirmed).toMatchObject({ amount: 60n, allocated: 0n });
      expect(value(await claims.confirm(operator, confirmation(whole)))).toMatchObject({ allocated: 1_000n });
      expect((await paymentsOf()).map(({ unallocated }) => unallocated).sort()).toEqual([4_000n, 60n]);
    });

    it('by eight at once is one payment all the same', async () => {
      const invoiceId = await house.issued({ representativeId, total: 9_000n });
      const claimId = await claimed({ invoiceId });
      const outcomes = await Promise.all([
        ...Array.from({ length: 6 }, () => claims.confirm(operator, confirmation(claimId))),
        ...Array.from({ length: 2 }, () => claims.reject(operator, { claimId, reason: 'not seen' })),
      ]);
      expect(outcomes.map(codeOf).filter((code) => code === 'done')).toHaveLength(1);
      const isConfirmed = (await statusOf(claimId)) === 'confirmed';
      expect(await paymentsOf()).toHaveLength(isConfirmed ? 1 : 0);
      expect((await house.invoice(invoiceId)).outstanding).toBe(isConfirmed ? 4_000n : 9_000n);
    });

    it('of many claims at once loses and doubles no money', async () => {
      const invoices = [
        await house.issued({ representativeId, total: 700n }),
        await house.issued({ representativeId, total: 900n }),
      ];
      const ids: string[] = [];
      for (let n = 0; n < 8; n += 1)
        ids.push(await claimed({ amount: 250n, invoiceId: invoices[n % 2]!, key: `claim ${n}` }));
      const outcomes = await Promise.all(
        [...ids, ...ids].map((claimId) => claims.confirm(operator, confirmation(claimId))),
      );
      expect(outcomes.map(codeOf).filter((code) => code === 'done')).toHaveLength(8);
      const payments = await paymentsOf();
      expect(payments.reduce((all, { amount }) => all + amount, 0n)).toBe(2_000n);
      expect(payments.reduce((all, { unallocated }) => all + unallocated, 0n)).toBe(400n);
      for (const id of invoices) expect((await house.invoice(id)).status).toBe('paid');
    });

    it('into a closed month is refused, and the claim waits on', async () => {
      const claimId = await claimed({ paidOn: day('2026-02-10') });
      value(await house.billing.closePeriod(operator, { month: '2026-02' as LocalMonth }));
      expect(codeOf(await claims.confirm(operator, confirmation(claimId)))).toBe('period-closed');
      expect(await statusOf(claimId)).toBe('waiting');
      const inMarch = confirmation(claimId, { receivedOn: day('2026-03-01') });
      expect(codeOf(await claims.confirm(operator, inMarch))).toBe('done');
    });

    it('tells who claimed it what became of it', async () => {
      const claimId = await claimed();
      value(await claims.reject(operator, { claimId, reason: 'no such transfer' }));
      expect(codeOf(await claims.confirm(operator, confirmation(claimId)))).toBe('claim-rejected-already');
      const event = await house.tables
        .selectFrom('outbox_event')
        .select('payload')
        .where('name', '=', 'billing.claim-decided')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow();
      expect(JSON.parse(event.payload)).toMatchObject({
        ...{ claimId, status: 'rejected', reason: 'no such transfer', paymentId: null, amount: '5000' },
      });
    });
  });

  describe('a dispute', () => {
    it('marks the invoice until it is resolved, and leaves the money alone', async () => {
      const invoiceId = await house.issued({ representativeId, total: 400n });
      const { disputeId } = value(await claims.dispute(payer(), { invoiceId, reason: 'wrong rate' }));
      expect(await isDisputed(invoiceId)).toBe(true);
      expect((await house.invoice(invoiceId)).outstanding).toBe(400n);
      expect(codeOf(await claims.dispute(operator, { invoiceId, reason: 'again' }))).toBe('disputed-already');
      value(await claims.resolve(operator, { disputeId, resolution: 'the rate is right' }));
      expect(await isDisputed(invoiceId)).toBe(false);
      const again = await claims.resolve(operator, { disputeId, resolution: 'twice' });
      expect(codeOf(again)).toBe('dispute-resolved-already');
      const actions = await house.tables
        .selectFrom('audit_entry')
        .select('action')
        .where('entity_id', 'in', [invoiceId, disputeId])
        .where('action', 'like', '%disput%')
        .orderBy('seq')
        .execute();
      expect(actions.map(({ action }) => action)).toEqual([
        'billing.dispute-invoice',
        'billing.mark-disputed',
        'billing.resolve-dispute',
        'billing.clear-disputed',
      ]);
    });

    it('is one, however many raise it at once', async () => {
      const invoiceId = await house.issued({ representativeId, total: 400n });
      const raised = await Promise.all(
        Array.from({ length: 8 }, () => claims.dispute(payer(), { invoiceId, reason: 'wrong' })),
      );
      expect(raised.map(codeOf).sort()).toEqual([...Array<string>(7).fill('disputed-already'), 'done']);
    });

    it('is of an issued invoice that leaves something to pay', async () => {
      const invoiceId = await house.issued({ representativeId, total: 400n });
      await house.paid({ representativeId, amount: 400n, allocate: true });
      const paid = await claims.dispute(payer(), { invoiceId, reason: 'too late' });
      expect(codeOf(paid)).toBe('invoice-not-disputable');
      const unknown = await claims.dispute(payer(), { invoiceId: 'nothing', reason: 'what' });
      expect(codeOf(unknown)).toBe('unknown-invoice');
    });
  });

  describe('another representative', () => {
    it('sees, claims, disputes and decides nothing of it', async () => {
      const stranger = payer(await house.representative());
      const invoiceId = await house.issued({ representativeId, total: 400n });
      const claimId = await claimed({ receipt: { name: 'r.jpg', bytes: JPEG } });
      const { disputeId } = value(await claims.dispute(payer(), { invoiceId, reason: 'wrong' }));
      const page = { after: null, limit: 500 };
      expect(await claims.waiting(stranger, page)).toEqual([]);
      expect(await claims.openDisputes(stranger, page)).toEqual([]);
      expect(
        [
          await claims.claim(stranger, said()),
          await claims.find(stranger, claimId),
          await claims.receipt(stranger, claimId),
          await claims.confirm(stranger, confirmation(claimId)),
          await claims.reject(stranger, { claimId, reason: 'mine' }),
          await claims.dispute(stranger, { invoiceId, reason: 'mine' }),
          await claims.resolve(stranger, { disputeId, resolution: 'mine' }),
        ].map(codeOf),
      ).toEqual([
        'representative-not-found',
        'unknown-claim',
        'unknown-claim',
        'unknown-claim',
        'unknown-claim',
        'unknown-invoice',
        'unknown-dispute',
      ]);
      expect((await claims.waiting(payer(), page)).map(({ id }) => id)).toEqual([claimId]);
      expect((await claims.openDisputes(payer(), page)).map(({ id }) => id)).toEqual([disputeId]);
    });
  });

  it('shows a photograph where it is asked for, and has a PDF saved', async () => {
    const reply = async (id: string, actor: Actor) => {
      const context = { use: () => claims } as unknown as PluginContext;
      const request = { context, actor, params: { id } } as unknown as HttpRequest;
      return receiptRoute.handle(request);
    };
    const photo = await claimed({ receipt: { name: 'photo.png', bytes: JPEG } });
    const pdf = await claimed({ receipt: { name: 'x', bytes: Buffer.from('%PDF-1.4') } });
    expect(await reply(photo, operator)).toMatchObject({
      ...{ contentType: 'image/jpeg', fileName: 'photo.jpg', inline: true, body: JPEG },
    });
    expect(await reply(pdf, operator)).toMatchObject({ contentType: 'application/pdf', inline: false });
    const stranger = payer(await house.representative());
    expect(await reply(photo, stranger)).toMatchObject({ status: 404, refusal: { code: 'unknown-claim' } });
    expect(await reply(await claimed(), operator)).toMatchObject({ refusal: { code: 'no-receipt' } });
  });

  it('is behind permissions, each of its own', async () => {
    const barred = provideClaims({ database: database.port, may: () => false }, house.billing);
    const recordsNothing = provideClaims(
      { database: database.port, may: (_, permission) => permission !== 'billing.payment.record' },
      house.billing,
    );
    const claimId = await claimed();
    expect(
      [
        await barred.claim(payer(), said()),
        await barred.find(payer(), claimId),
        await barred.receipt(payer(), claimId),
        await barred.confirm(operator, confirmation(claimId)),
        await barred.reject(operator, { claimId, reason: 'x' }),
        await barred.dispute(payer(), { invoiceId: 'x', reason: 'x' }),
        await barred.resolve(operator, { disputeId: 'x', resolution: 'x' }),
        await recordsNothing.confirm(operator, confirmation(claimId)),
      ].map(codeOf),
    ).toEqual(Array<string>(8).fill('forbidden'));
    expect(await barred.waiting(payer(), { after: null, limit: 5 })).toEqual([]);
  });

  it('is read a page at a time, the oldest first', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      house.setNow(`2026-03-15T12:0${n}:00Z`);
      ids.push(await claimed({ key: `page ${n}` }));
    }
    const first = await claims.waiting(payer(), { after: null, limit: 2 });
    value(await claims.reject(operator, { claimId: ids[1]!, reason: 'meanwhile' }));
    const second = await claims.waiting(payer(), { after: ids[1]!, limit: 5 });
    expect([...first, ...second].map(({ id }) => id)).toEqual(ids);
  });
});
