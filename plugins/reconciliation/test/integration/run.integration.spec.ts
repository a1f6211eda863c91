import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { day, operator, value } from '../../../billing/test/integration/billing-house.js';
import type { RunRecord } from '../../app/runs.js';
import { openReconciliation, type ReconciliationHouse } from './reconciliation-house.js';

forEachDialect('a run of reconciliation', (_, open) => {
  let database: TestDatabase;
  let house: ReconciliationHouse;
  let representativeId: string;

  beforeEach(async () => {
    database = await open();
    house = openReconciliation(database);
    representativeId = await house.billing.representative();
  });
  afterEach(() => database.close());

  const run = (jobId: string | null = null, statementId: string | null = null): Promise<RunRecord> =>
    house.reconciliation.runDecision(
      { trigger: 'command', statementId, jobId, requestedBy: null },
      { signal: new AbortController().signal, onProgress: () => Promise.resolve() },
    );

  const issued = async (total: bigint) => {
    const id = await house.billing.issued({ representativeId, total, on: day('2026-03-01') });
    return { id, number: (await house.billing.invoice(id)).number! };
  };

  it('links what is certain, suggests what is likely, and says why of the rest', async () => {
    const [first, second] = [await issued(10_000n), await issued(12_345n)];
    const named = await house.moved({ amount: 10_000n, text: `Payment ${first.number}` });
    const likely = await house.moved({ amount: 12_345n, text: 'thanks' });
    const nobody = await house.moved({ amount: 7n, text: 'interest' });

    const done = await run();
    expect(done).toMatchObject({ state: 'done', looked: 3, linked: 1, suggested: 1, unmatched: 1 });
    expect(done.amounts).toEqual([
      { currency: 'EUR', linked: 10_000n, suggested: 12_345n, unmatched: 7n, writtenOff: 0n },
    ]);
    expect(await house.reconciliation.runs.find(database.port.queries, done.id)).toEqual(done);
    expect(await house.transaction(named)).toMatchObject({ state: 'settled', rule: 'invoice-number' });
    expect(await house.billing.invoice(first.id)).toMatchObject({ status: 'paid', outstanding: 0n });
    const suggested = await house.transaction(likely);
    expect(suggested).toMatchObject({ state: 'suggested', rule: 'exact-amount', isExact: true });
    expect(suggested.candidates[0]?.allocations).toEqual([{ invoiceId: second.id, amount: 12_345n }]);
    const left = await house.transaction(nobody);
    expect(left.state).toBe('open');
    expect(left.leftover).not.toBeNull();
  });

  it('changes nothing when it is run again', async () => {
    const invoice = await issued(10_000n);
    await house.moved({ amount: 10_000n, text: invoice.number });
    await house.moved({ amount: 7n, text: 'interest' });
    await run();
    const transactions = () =>
      house.tables.selectFrom('bank_transaction').selectAll().orderBy('id').execute();
    const before = await transactions();
    expect(await run()).toMatchObject({ looked: 1, linked: 0, unmatched: 1 });
    expect(await transactions()).toEqual(before);
    expect(await house.tables.selectFrom('payment').select('id').execute()).toHaveLength(1);
  });

  it('is one run however often its job is started, and counts what it linked before', async () => {
    const invoice = await issued(10_000n);
    await house.moved({ amount: 10_000n, text: invoice.number });
    const first = await run('0199a3f0-6b1c-7c3e-9f52-0f4e2a8d1c77');
    const second = await run('0199a3f0-6b1c-7c3e-9f52-0f4e2a8d1c77');
    expect(second).toMatchObject({ id: first.id, linked: 1, looked: 1 });
    expect(await house.tables.selectFrom('reconciliation_run').select('id').execute()).toHaveLength(1);
  });

  it('writes missing bank charges off as the settings allow', async () => {
    const invoice = await issued(100_000n);
    const id = await house.moved({ amount: 99_500n, text: invoice.number });
    const done = await run();
    expect(done).toMatchObject({ linked: 1, writtenOff: 1 });
    expect(done.amounts).toEqual([
      { currency: 'EUR', linked: 99_500n, suggested: 0n, unmatched: 0n, writtenOff: 500n },
    ]);
    expect(await house.billing.invoice(invoice.id)).toMatchObject({ status: 'paid' });
    expect(await house.transaction(id)).toMatchObject({ state: 'settled', rule: 'bank-charges' });
  });

  it('settles a transfer on both sides', async () => {
    const [here, there] = [await house.account(), await house.account()];
    const identifier = async (id: string) =>
      (
        await house.tables
          .selectFrom('bank_account')
          .select('identifier')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).identifier;
    const out = { amount: -5_000n, accountId: here, counterpartyAccount: await identifier(there) };
    const into = { amount: 5_000n, accountId: there, counterpartyAccount: await identifier(here) };
    const [went, came] = [await house.moved(out), await house.moved(into)];
    expect(await run()).toMatchObject({ linked: 2, unmatched: 0, suggested: 0 });
    expect(await house.transaction(went)).toMatchObject({ state: 'settled', rule: 'internal-transfer' });
    expect(await house.transaction(came)).toMatchObject({ state: 'settled', rule: 'internal-transfer' });
  });

  it('looks at one transaction again when its candidates do not hold any more', async () => {
    const [first, second] = [await issued(12_345n), await issued(12_345n)];
    const id = await house.moved({ amount: 12_345n, text: 'thanks' });
    await run();
    expect((await house.transaction(id)).candidates).toHaveLength(2);
    const paid = { representativeId, amount: 12_345n, on: day('2026-03-12'), allocate: true };
    await house.billing.paid(paid);
    const shown = value(await house.reconciliation.showTransaction(operator, 'en', id));
    expect(shown.candidates.map(({ invoices }) => invoices.map((each) => each.number))).toEqual([
      [(await house.billing.invoice(first.id)).outstanding === 0n ? second.number : first.number],
    ]);
    expect(shown).toMatchObject({ isExact: true, state: 'suggested' });
  });
});
