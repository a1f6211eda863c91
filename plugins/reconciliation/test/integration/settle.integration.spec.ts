import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import type { LocalMonth } from '../../../../src/values/local-date.js';
import { codeOf, day, operator, value } from '../../../billing/test/integration/billing-house.js';
import type { Part } from '../../domain/parts.js';
import { aCandidate, openReconciliation, type ReconciliationHouse } from './reconciliation-house.js';

forEachDialect('settling bank transactions', (_, open) => {
  let database: TestDatabase;
  let house: ReconciliationHouse;
  let representativeId: string;

  beforeEach(async () => {
    database = await open();
    house = openReconciliation(database);
    representativeId = await house.billing.representative();
  });
  afterEach(() => database.close());

  const settle = async (transactionId: string, parts: readonly Part[], version?: number) =>
    house.reconciliation.settleTransaction(operator, {
      ...{ transactionId, parts, rule: 'hand', trace: [], runId: null },
      version: version ?? (await house.version(transactionId)),
    });

  const paying = (amount: bigint, ...shares: readonly (readonly [string, bigint])[]): Part => ({
    ...{ kind: 'payment', representativeId, amount },
    shares: shares.map(([invoiceId, share]) => ({ invoiceId, amount: share })),
  });

  const issued = (total: bigint) => house.billing.issued({ representativeId, total, on: day('2026-03-01') });

  /** what settling may change, and undoing has to bring back */
  async function books() {
    const [invoices, payments, transactions] = await Promise.all([
      house.tables
        .selectFrom('invoice')
        .select(['id', 'status', 'outstanding', 'allocated', 'settled_on'])
        .orderBy('id')
        .execute(),
      house.tables.selectFrom('payment').select(['id', 'amount', 'unallocated']).orderBy('id').execute(),
      house.tables
        .selectFrom('bank_transaction')
        .select(['id', 'settled', 'state', 'rule', 'is_exact', 'suggestions', 'leftover'])
        .orderBy('id')
        .execute(),
    ]);
    const reversed = await house.tables.selectFrom('payment_reversal').select('payment_id').execute();
    const gone = new Set(reversed.map((row) => row.payment_id));
    return { invoices, payments: payments.filter(({ id }) => !gone.has(id)), transactions };
  }

  it('makes a payment and its allocations of one, and takes them back whole', async () => {
    const invoiceId = await issued(10_000n);
    const id = await house.moved({ amount: 12_000n, text: 'INV-2026-00001' });
    const before = await books();
    const { settlementId } = value(await settle(id, [paying(12_000n, [invoiceId, 10_000n])]));

    expect(await house.billing.invoice(invoiceId)).toMatchObject({
      status: 'paid',
      outstanding: 0n,
      settledOn: '2026-03-10',
    });
    expect(await house.transaction(id)).toMatchObject({ state: 'settled', settled: 12_000n, rule: 'hand' });
    const [payment] = (await books()).payments;
    expect(payment).toMatchObject({ amount: 12_000n, unallocated: 2_000n });

    value(await house.reconciliation.undoSettlement(operator, { settlementId }));
    expect(await books()).toEqual(before);
    const again = await house.reconciliation.undoSettlement(operator, { settlementId });
    expect(codeOf(again)).toBe('settlement-undone-already');
  });

  it('writes bank charges off: the payment is larger than what came', async () => {
    const invoiceId = await issued(10_000n);
    const id = await house.moved({ amount: 9_750n });
    const before = await books();
    const { settlementId } = value(
      await settle(id, [
        paying(10_000n, [invoiceId, 10_000n]),
        { kind: 'write-off', account: 'bank-charges', amount: -250n, note: null },
      ]),
    );
    expect(await house.billing.invoice(invoiceId)).toMatchObject({ status: 'paid', outstanding: 0n });
    expect(await house.transaction(id)).toMatchObject({ state: 'settled', settled: 9_750n });
    value(await house.reconciliation.undoSettlement(operator, { settlementId }));
    expect(await books()).toEqual(before);
  });

  it('leaves the rest open, and what was suggested with it', async () => {
    const invoiceId = await issued(10_000n);
    const candidate = aCandidate({
      representativeId,
      allocations: [{ invoiceId, amount: 10_000n }],
    });
    const id = await house.moved({ amount: 10_000n, candidates: [candidate] });
    value(await settle(id, [{ kind: 'write-off', account: 'rounding', amount: 1n, note: null }]));
    expect(await house.transaction(id)).toMatchObject({ state: 'suggested', settled: 1n, isExact: false });
  });

  it('links a recorded payment to bank amounts of at most its own', async () => {
    const paymentId = await house.billing.paid({ representativeId, amount: 10_000n, on: day('2026-03-09') });
    const [first, second] = [await house.moved({ amount: 6_000n }), await house.moved({ amount: 6_000n })];
    const linking = (amount: bigint): readonly Part[] => [
      { kind: 'recorded-payment', paymentId, amount, shares: [] },
    ];
    const before = await books();
    const { settlementId } = value(await settle(first, linking(6_000n)));
    expect(codeOf(await settle(second, linking(6_000n)))).toBe('payment-claimed-already');
    value(await settle(second, linking(4_000n)));
    expect(await house.transaction(second)).toMatchObject({ state: 'open', settled: 4_000n });
    value(await house.reconciliation.undoSettlement(operator, { settlementId }));
    expect((await books()).payments).toEqual(before.payments);
  });

  it('settles both sides of a transfer against each other, and opens both', async () => {
    const [here, there] = [await house.moved({ amount: -50_000n }), await house.moved({ amount: 50_000n })];
    const before = await books();
    value(await settle(here, [{ kind: 'transfer', transactionId: there, amount: -50_000n }]));
    expect(await house.transaction(here)).toMatchObject({ state: 'settled', settled: -50_000n });
    expect(await house.transaction(there)).toMatchObject({ state: 'settled', settled: 50_000n });
    const [mirrored] = await house.reconciliation.needs.settlements.ofTransaction(
      database.port.queries,
      there,
    );
    value(await house.reconciliation.undoSettlement(operator, { settlementId: mirrored!.id }));
    expect(await books()).toEqual(before);
  });

  it('takes a payment back that the bank returned, and records it anew when that is undone', async () => {
    const invoiceId = await issued(10_000n);
    const came = await house.moved({ amount: 10_000n, on: '2026-03-05' });
    const went = await house.moved({ amount: -10_000n, on: '2026-03-12' });
    const first = value(await settle(came, [paying(10_000n, [invoiceId, 10_000n])]));
    const { id: paymentId } = (await books()).payments[0]!;
    const returning: Part = { kind: 'payment-reversal', paymentId, amount: -10_000n, reason: null };
    expect(codeOf(await settle(went, [{ ...returning, amount: -9_000n }]))).toBe('reversal-not-whole');
    const { settlementId } = value(await settle(went, [returning]));
    expect(await house.billing.invoice(invoiceId)).toMatchObject({ status: 'issued', outstanding: 10_000n });

    const tooEarly = await house.reconciliation.undoSettlement(operator, first);
    expect(codeOf(tooEarly)).toBe('payment-came-back');
    value(await house.reconciliation.undoSettlement(operator, { settlementId }));
    expect(await house.billing.invoice(invoiceId)).toMatchObject({ status: 'paid', outstanding: 0n });
    value(await house.reconciliation.undoSettlement(operator, first));
    expect(await house.billing.invoice(invoiceId)).toMatchObject({ status: 'issued', outstanding: 10_000n });
    expect((await books()).payments).toEqual([]);
  });

  it('refuses what is not outstanding any more, and writes nothing of the rest', async () => {
    const invoiceId = await issued(10_000n);
    const id = await house.moved({ amount: 20_000n });
    const before = await books();
    const refused = await settle(id, [
      { kind: 'write-off', account: 'other', amount: 5_000n, note: null },
      paying(15_000n, [invoiceId, 15_000n]),
    ]);
    expect(codeOf(refused)).toBe('over-allocation');
    expect(await books()).toEqual(before);
    expect(await house.tables.selectFrom('bank_settlement').select('id').execute()).toEqual([]);
  });

  it('posts nothing into a closed month', async () => {
    const id = await house.moved({ amount: 1_000n, on: '2026-02-20' });
    value(await house.billing.billing.closePeriod(operator, { month: '2026-02' as LocalMonth }));
    expect(codeOf(await settle(id, [paying(1_000n)]))).toBe('period-closed');
    const writeOff: Part = { kind: 'write-off', account: 'other', amount: 1_000n, note: null };
    expect(codeOf(await settle(id, [writeOff]))).toBe('period-closed');
  });

  it('refuses parts that do not fit the transaction', async () => {
    const [came, went] = [await house.moved({ amount: 1_000n }), await house.moved({ amount: -1_000n })];
    const other: Part = { kind: 'write-off', account: 'nowhere', amount: 1_000n, note: null };
    expect(codeOf(await settle(came, []))).toBe('nothing-to-settle');
    expect(codeOf(await settle(came, [paying(1_001n)]))).toBe('beyond-what-is-left');
    expect(codeOf(await settle(went, [paying(1_000n)]))).toBe('part-of-other-sign');
    expect(codeOf(await settle(came, [other]))).toBe('unknown-write-off-account');
    expect(codeOf(await settle(came, [paying(1_000n)], 7))).toBe('changed-meanwhile');
    expect(codeOf(await settle(came, [{ kind: 'transfer', transactionId: came, amount: 1_000n }]))).toBe(
      'unknown-transaction',
    );
    value(await settle(came, [paying(1_000n)]));
    expect(codeOf(await settle(came, [paying(1_000n)]))).toBe('transaction-settled-already');
  });

  it('ignores with a reason, and opens again as it was', async () => {
    const id = await house.moved({ amount: 1_000n });
    const before = await books();
    const ignore = async (reason: string) =>
      house.reconciliation.ignoreTransaction(operator, {
        ...{ transactionId: id, reason },
        version: await house.version(id),
      });
    expect(codeOf(await ignore(' '))).toBe('reason-required');
    value(await ignore('a test of the bank'));
    expect(await house.transaction(id)).toMatchObject({ state: 'ignored', reason: 'a test of the bank' });
    expect(codeOf(await settle(id, [paying(1_000n)]))).toBe('transaction-ignored');
    const version = await house.version(id);
    value(await house.reconciliation.reopenTransaction(operator, { transactionId: id, version }));
    expect(await books()).toEqual(before);
  });

  it('accepts all exact ones that it was asked for, and no other', async () => {
    const invoiceId = await issued(10_000n);
    const exact = aCandidate({ representativeId, allocations: [{ invoiceId, amount: 10_000n }] });
    const first = await house.moved({ amount: 10_000n, candidates: [exact] });
    const second = await house.moved({ amount: 10_000n, on: '2026-03-11', candidates: [exact] });
    const unsure = await house.moved({ amount: 10_000n, candidates: [exact, exact] });
    const view = { accountId: null, statementId: null };
    const accept = (expected: number) => house.reconciliation.acceptAllExact(operator, view, expected);
    expect(codeOf(await accept(3))).toBe('count-changed');
    expect(value(await accept(2))).toEqual({ accepted: 1, refused: 1 });
    expect(await house.transaction(first)).toMatchObject({ state: 'settled', rule: 'invoice-number' });
    expect(await house.transaction(second)).toMatchObject({ state: 'suggested', settled: 0n });
    expect(await house.transaction(unsure)).toMatchObject({ state: 'suggested', settled: 0n });
  });

  it('shows nothing of the bank to whoever sees a part of the house alone', async () => {
    const id = await house.moved({ amount: 1_000n });
    const manager = { ...operator, role: 'manager' as const };
    const shown = await house.reconciliation.showTransaction(manager, 'en', id);
    expect(codeOf(shown)).toBe('unknown-transaction');
    const settled = await house.reconciliation.settleTransaction(manager, {
      ...{ transactionId: id, version: 1, parts: [paying(1_000n)], rule: 'hand', trace: [], runId: null },
    });
    expect(codeOf(settled)).toBe('unknown-transaction');
  });
});
