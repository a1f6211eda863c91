import type { Actor } from '../../../src/kernel/permissions.js';
import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { settlementUndone } from '../contract/events.js';
import { sumOf } from '../domain/parts.js';
import { seesTheBank } from './access.js';
import { asFacts } from '../../../src/values/audit-facts.js';
import { houseDay, type HouseDay } from './house-day.js';
import type { Needs } from './needs.js';
import type { PartRecord, SettlementRecord, TransactionRecord } from './records.js';
import { openState } from './state-of.js';

/**
 * Takes back what a bank transaction became: allocations are reversed, payments that were recorded for it are taken back whole, a
 * transfer's other side is open again too. What is reversed is of today. Refuses `unknown-settlement`, `settlement-undone-already`,
 * `payment-came-back`, `payment-archived` { year } when a payment lies in the file of a closed year, and what billing refuses:
 * `period-closed`.
 */
export function makeUndoSettlement(needs: Needs) {
  return async (
    actor: Actor,
    { settlementId }: { readonly settlementId: string },
  ): Promise<Result<{ readonly transactionId: string }, Refusal>> => {
    const { database, settlements } = needs;
    const found = seesTheBank(actor) && (await settlements.find(database.queries, settlementId));
    if (!found) return err({ code: 'unknown-settlement' });
    const expected = await together(needs, database.queries, found);
    const house = await houseDay(needs);

    return database.transaction(async (tx) => {
      const ids = expected.map((each) => each.transactionId);
      const locked = await needs.transactions.lock(tx.queries, ids);
      const settlement = await settlements.find(tx.queries, settlementId);
      if (!settlement || settlement.undoneAt !== null) return err({ code: 'settlement-undone-already' });
      for (const each of await together(needs, tx.queries, settlement)) {
        const transaction = locked.get(each.transactionId);
        if (!transaction) return err({ code: 'changed-meanwhile' });
        const archived = await archivedWith(needs, tx.queries, each);
        if (archived !== null) return err({ code: 'payment-archived', year: archived });
        for (const part of each.parts) {
          const freed = await takeBack(needs, tx, actor, { ...part, currency: transaction.currency }, house);
          if (!freed.ok) return freed;
        }
        await reopen(needs, tx, actor, transaction, each);
      }
      return ok({ transactionId: settlement.transactionId });
    });
  };
}

/** A settlement and, through its transfers, those of the other sides: none of them stands without the others. */
async function together(
  { settlements }: Needs,
  queries: QueryHandle,
  first: SettlementRecord,
): Promise<readonly SettlementRecord[]> {
  const found = new Map([[first.id, first]]);
  for (const { transactionId, parts } of found.values())
    for (const { counterTransactionId } of parts) {
      if (counterTransactionId === null) continue;
      const other = await settlements.transferBetween(queries, counterTransactionId, transactionId);
      if (other) found.set(other.id, other);
    }
  return [...found.values()];
}

/** The year with which a payment of it went to a file: what it paid cannot be taken back there. */
async function archivedWith(
  { settlement }: Needs,
  queries: QueryHandle,
  { parts }: SettlementRecord,
): Promise<number | null> {
  const moved = await settlement.movedWith(
    queries,
    parts.flatMap(({ paymentId }) => paymentId ?? []),
  );
  const [year] = moved.values();
  return year ?? null;
}

type PartToUndo = PartRecord & Pick<TransactionRecord, 'currency'>;

async function takeBack(
  needs: Needs,
  tx: Transaction,
  actor: Actor,
  part: PartToUndo,
  house: HouseDay,
): Promise<Result<unknown, Refusal>> {
  const { settlement, settlements, translator } = needs;
  const { kind, paymentId, recorded, allocations } = part;
  const { today, language } = house;
  if (paymentId === null) return ok(true);
  if (kind === 'payment-reversal') return recordAnew(needs, tx, actor, { ...part, paymentId }, today);
  if (await settlements.isTakenBack(tx.queries, paymentId)) return err({ code: 'payment-came-back' });
  if (!recorded) {
    const allocationIds = allocations.map(({ allocationId }) => allocationId);
    if (allocationIds.length === 0) return ok(true);
    return settlement.takeBack(tx, actor, { paymentId, allocationIds, today });
  }
  const reason = translator.text(language, 'reconciliation:ledger.settlement-undone');
  const reversed = await settlement.reversePayment(tx, actor, { paymentId, on: null, reason, today });
  // Somebody took it back by hand: nothing of it is left to take back.
  if (!reversed.ok && reversed.error.code === 'payment-reversed-already') return ok(true);
  return reversed;
}

/** A payment that had been taken back is recorded again, today, and pays what it had paid; what stood for it stands for the new one. */
async function recordAnew(
  { settlement, settlements }: Needs,
  tx: Transaction,
  actor: Actor,
  part: PartToUndo & { readonly paymentId: string },
  today: LocalDate,
): Promise<Result<true, Refusal>> {
  const { paymentId, representativeId, takenBack, amount, currency, allocations } = part;
  if (!takenBack || representativeId === null)
    throw new Error(`what payment ${paymentId} had been is not kept`);
  const recorded = await settlement.settle(tx, actor, {
    representativeId,
    currency,
    amount: -amount,
    receivedOn: today,
    method: takenBack.method === 'card' ? 'card' : 'bank',
    reference: takenBack.reference,
    note: null,
    shares: allocations.map((share) => ({ invoiceId: share.invoiceId, amount: share.amount })),
    today,
  });
  if (!recorded.ok) return recorded;
  const by = {
    paymentId: recorded.value.paymentId,
    allocations: recorded.value.allocations.map((made) => ({ ...made, number: '' })),
  };
  await settlements.replacePayment(tx.queries, paymentId, by);
  return ok(true);
}

async function reopen(
  { clock, transactions, settlements }: Needs,
  tx: Transaction,
  actor: Actor,
  transaction: TransactionRecord,
  settlement: SettlementRecord,
): Promise<void> {
  const at = clock.now();
  const sum = sumOf(settlement.parts);
  const settled = transaction.settled - sum;
  const opened = openState(transaction, settled, transaction.candidates);
  const after = transaction.state === 'ignored' ? { ...opened, state: 'ignored' as const } : opened;
  await settlements.markUndone(tx.queries, settlement.id, actor.userId, at);
  await transactions.change(tx.queries, transaction, { settled, ...after }, at);
  await tx.audit({
    actor,
    action: 'reconciliation.undo-settlement',
    entity: 'BankTransaction',
    entityId: transaction.id,
    before: asFacts({ settled: transaction.settled, state: transaction.state, settlement }),
    after: asFacts({ settled, state: after.state }),
  });
  await tx.emit(settlementUndone, {
    transactionId: transaction.id,
    settlementId: settlement.id,
    currency: transaction.currency,
    amount: String(sum),
  });
}
