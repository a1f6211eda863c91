import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { codeOf, day, operator, value } from '../../../billing/test/integration/billing-house.js';
import type { Part } from '../../domain/parts.js';
import { aCandidate, openReconciliation, type ReconciliationHouse } from './reconciliation-house.js';

forEachDialect('many hands at one bank statement', (_, open) => {
  let database: TestDatabase;
  let house: ReconciliationHouse;
  let representativeId: string;

  beforeEach(async () => {
    database = await open();
    house = openReconciliation(database);
    representativeId = await house.billing.representative();
  });
  afterEach(() => database.close());

  const HANDS = 4;
  const together = <Value>(work: () => Promise<Value>): Promise<Value[]> =>
    Promise.all(Array.from({ length: HANDS }, work));
  const issued = (total: bigint) => house.billing.issued({ representativeId, total, on: day('2026-03-01') });
  const settle = async (transactionId: string, parts: readonly Part[]) =>
    house.reconciliation.settleTransaction(operator, {
      ...{ transactionId, parts, rule: 'hand', trace: [], runId: null },
      version: await house.version(transactionId),
    });
  const run = () =>
    house.reconciliation.runDecision(
      { trigger: 'command', statementId: null, jobId: null, requestedBy: null },
      { signal: new AbortController().signal, onProgress: () => Promise.resolve() },
    );
  const payments = () => house.tables.selectFrom('payment').select(['id', 'amount', 'unallocated']).execute();

  it('accept one suggestion once', async () => {
    const invoiceId = await issued(10_000n);
    const candidates = [aCandidate({ representativeId, allocations: [{ invoiceId, amount: 10_000n }] })];
    const id = await house.moved({ amount: 10_000n, candidates });
    const accepted = await together(() =>
      house.reconciliation.acceptCandidate(operator, { transactionId: id, version: 1, candidate: 0 }),
    );
    expect(accepted.map(codeOf).filter((code) => code === 'done')).toHaveLength(1);
    expect(await payments()).toHaveLength(1);
    expect(await house.billing.invoice(invoiceId)).toMatchObject({ outstanding: 0n });
  });

  it('pay one invoice once out of two transactions', async () => {
    const invoiceId = await issued(10_000n);
    const ids = [await house.moved({ amount: 10_000n }), await house.moved({ amount: 10_000n })];
    const paying: Part = {
      ...{ kind: 'payment', representativeId, amount: 10_000n },
      shares: [{ invoiceId, amount: 10_000n }],
    };
    const settled = await Promise.all(ids.map((id) => settle(id, [paying])));
    expect(settled.map(codeOf).filter((code) => code === 'done')).toHaveLength(1);
    expect(await payments()).toHaveLength(1);
  });

  it('take one recorded payment for no more than it is', async () => {
    const paymentId = await house.billing.paid({ representativeId, amount: 10_000n, on: day('2026-03-09') });
    const ids = [await house.moved({ amount: 6_000n }), await house.moved({ amount: 6_000n })];
    const claiming: Part = { kind: 'recorded-payment', paymentId, amount: 6_000n, shares: [] };
    const settled = await Promise.all(ids.map((id) => settle(id, [claiming])));
    expect(settled.map(codeOf).sort()).toEqual(['done', 'payment-claimed-already']);
  });

  it('undo one settlement once', async () => {
    const invoiceId = await issued(10_000n);
    const id = await house.moved({ amount: 10_000n });
    const shares = [{ invoiceId, amount: 10_000n }];
    const settled = value(await settle(id, [{ kind: 'payment', representativeId, amount: 10_000n, shares }]));
    const undone = await together(() => house.reconciliation.undoSettlement(operator, settled));
    expect(undone.map(codeOf).filter((code) => code === 'done')).toHaveLength(1);
    expect(await house.transaction(id)).toMatchObject({ state: 'open', settled: 0n });
    expect(await house.billing.invoice(invoiceId)).toMatchObject({ outstanding: 10_000n });
  });

  it('settle each once: two runs beside a person', async () => {
    const ids: string[] = [];
    const parts: Part[] = [];
    for (let n = 1n; n <= 6n; n += 1n) {
      const invoiceId = await issued(10_000n * n);
      const { number } = await house.billing.invoice(invoiceId);
      ids.push(await house.moved({ amount: 10_000n * n, text: number! }));
      const shares = [{ invoiceId, amount: 10_000n * n }];
      parts.push({ kind: 'payment', representativeId, amount: 10_000n * n, shares });
    }
    const byHand = ids.map((id, index) => settle(id, [parts[index]!]));
    await Promise.all([run(), run(), ...byHand]);
    for (const id of ids) expect((await house.transaction(id)).state).toBe('settled');
    const made = await payments();
    expect(made).toHaveLength(6);
    expect(made.every(({ unallocated }) => unallocated === 0n)).toBe(true);
  });

  it('learn one rule once, and count who spoke for it', async () => {
    const ids: string[] = [];
    for (let n = 0; n < HANDS; n += 1) {
      const id = await house.moved({ amount: 1_000n, counterparty: 'Harbour Telekom' });
      ids.push(
        value(await settle(id, [{ kind: 'payment', representativeId, amount: 1_000n, shares: [] }]))
          .settlementId,
      );
    }
    const { learnFrom, rules, decideRule, ruleViews } = house.reconciliation;
    const transactionOf = async (id: string) =>
      (await house.reconciliation.needs.settlements.find(database.port.queries, id))!.transactionId;
    await Promise.all(ids.map(async (id) => learnFrom(await transactionOf(id), id)));
    const [rule, ...others] = await rules.all(database.port.queries, 10);
    expect(others).toEqual([]);
    expect(rule).toMatchObject({
      ...{ matches: 'name', label: 'Harbour Telekom', treat: 'payer', representativeId },
      ...{ state: 'proposed', seen: HANDS },
    });
    const learned = () => house.reconciliation.learned(database.port.queries);
    expect((await learned()).aliases.size).toBe(0);
    value(await decideRule(operator, { id: rule!.id, version: rule!.version, state: 'active' }));
    expect((await learned()).aliases.get(representativeId)).toEqual([rule!.value]);
    const [view] = await ruleViews(operator, 'en', await rules.all(database.port.queries, 10));
    expect(view).toMatchObject({ state: 'active', representative: { id: representativeId } });
  });
});
