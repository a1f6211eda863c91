import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { makePeriods } from '../../../billing/adapters/database/periods.js';
import { makeYearArchive } from '../../../billing/adapters/database/year-archive.js';
import { MOVED_MODELS, type LedgerIds, type MovedRow } from '../../../billing/contract/year-archive.js';
import { day, operator, value } from '../../../billing/test/integration/billing-house.js';
import type { Part } from '../../domain/parts.js';
import { openReconciliation, type ReconciliationHouse } from './reconciliation-house.js';

const YEAR = 2025;

forEachDialect('bank transactions whose payments went to a file with their year', (_, open) => {
  let database: TestDatabase;
  let house: ReconciliationHouse;
  let representativeId: string;
  beforeEach(async () => {
    database = await open();
    house = openReconciliation(database);
    representativeId = await house.billing.representative();
  });
  afterEach(() => database.close());

  const archive = () => makeYearArchive(database.port.dialect, makePeriods(database.port.dialect));

  /** Takes the records out as the archive does. @returns their rows, in the order in which they come back */
  async function moveAway(ids: LedgerIds): Promise<readonly (readonly MovedRow[])[]> {
    return database.port.transaction(async (tx) => {
      const moved = archive();
      const rows = [];
      await moved.hold(tx, YEAR);
      for (const model of MOVED_MODELS) rows.push(await moved.rows(tx.queries, model, ids));
      await moved.keepNames(tx, YEAR, ids);
      for (const model of MOVED_MODELS.toReversed()) await moved.remove(tx, model, ids);
      await moved.markMoved(tx, YEAR, new Date('2026-03-15T12:00:00Z'));
      return rows;
    });
  }

  async function bringBack(rows: readonly (readonly MovedRow[])[]): Promise<void> {
    await database.port.transaction(async (tx) => {
      for (const [place, model] of MOVED_MODELS.entries())
        value(await archive().putBack(tx, model, rows[place] ?? []));
      await archive().markReturned(tx, YEAR);
    });
  }

  const settle = async (transactionId: string, part: Part) =>
    value(
      await house.reconciliation.settleTransaction(operator, {
        ...{ transactionId, parts: [part], rule: 'hand', trace: [], runId: null },
        version: await house.version(transactionId),
      }),
    );
  const shown = async (id: string) =>
    value(await house.reconciliation.showTransaction(operator, 'en', id)).settlements.flatMap(
      ({ parts }) => parts,
    );
  const undo = (settlementId: string) => house.reconciliation.undoSettlement(operator, { settlementId });
  const bank = async () => ({
    transactions: await house.tables.selectFrom('bank_transaction').selectAll().orderBy('id').execute(),
    settlements: await house.tables.selectFrom('bank_settlement').selectAll().orderBy('id').execute(),
    parts: await house.tables.selectFrom('bank_settlement_part').selectAll().orderBy('id').execute(),
  });

  it.each(['recorded by the settlement', 'recorded before'] as const)(
    'go on showing what they paid; a payment that was %s is taken back when its year is in the ledger again',
    async (how) => {
      const invoiceId = await house.billing.issued({ representativeId, total: 900n, on: day('2026-03-01') });
      const id = await house.moved({ amount: 900n });
      const shares = [{ invoiceId, amount: 900n }];
      const known =
        how === 'recorded before'
          ? await house.billing.paid({ representativeId, amount: 900n, on: day('2026-03-10') })
          : null;
      const { settlementId } = await settle(
        id,
        known === null
          ? { kind: 'payment', representativeId, amount: 900n, shares }
          : { kind: 'recorded-payment', paymentId: known, amount: 900n, shares },
      );
      const [part] = await shown(id);
      expect(part).toMatchObject({ archivedWith: null });
      const before = await bank();

      const rows = await moveAway({ invoiceIds: [invoiceId], paymentIds: [part!.paymentId!] });
      expect(await shown(id)).toEqual([{ ...part, archivedWith: YEAR }]);
      expect(await undo(settlementId)).toMatchObject({ error: { code: 'payment-archived', year: YEAR } });
      expect(await bank()).toEqual(before);

      await bringBack(rows);
      expect(await shown(id)).toEqual([part]);
      value(await undo(settlementId));
      expect(await house.transaction(id)).toMatchObject({ state: 'open', settled: 0n });
      expect(await house.billing.invoice(invoiceId)).toMatchObject({ status: 'issued', outstanding: 900n });
    },
  );

  it('leave a payment that came back where it is: it is not recorded anew beside the one in the file', async () => {
    const invoiceId = await house.billing.issued({ representativeId, total: 900n, on: day('2026-03-01') });
    const paid = await house.moved({ amount: 900n });
    await settle(paid, {
      ...{ kind: 'payment', representativeId, amount: 900n },
      shares: [{ invoiceId, amount: 900n }],
    });
    const paymentId = (await shown(paid))[0]!.paymentId!;
    const returned = await house.moved({ amount: -900n, on: '2026-03-12' });
    const { settlementId } = await settle(returned, {
      ...{ kind: 'payment-reversal', paymentId, amount: -900n, reason: null },
    });
    await moveAway({ invoiceIds: [invoiceId], paymentIds: [paymentId] });
    expect(await undo(settlementId)).toMatchObject({ error: { code: 'payment-archived', year: YEAR } });
    expect(await house.tables.selectFrom('payment').selectAll().execute()).toEqual([]);
  });
});
