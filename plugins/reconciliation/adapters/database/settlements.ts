import type {
  BankSettlementPartTable,
  BankSettlementTable,
} from '../../../../generated/tables/reconciliation.js';
import type { Selectable } from 'kysely';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { mayBeId, newId } from '../../../../src/values/ids.js';
import type { PartRecord, SettledShare, SettlementRecord, Settlements } from '../../app/records.js';
import type { TraceStep } from '../../domain/decision.js';
import { reconciliationTables } from './tables.js';

const IDS_AT_ONCE = 500;

export const settlements: Settlements = {
  async insert(queries, settlement) {
    const db = reconciliationTables(queries);
    const { id, parts } = settlement;
    await db
      .insertInto('bank_settlement')
      .values({
        id,
        transaction_id: settlement.transactionId,
        rule: settlement.rule,
        trace: JSON.stringify(settlement.trace),
        run_id: settlement.runId,
        settled_by: settlement.settledBy,
        settled_at: settlement.settledAt,
        undone_by: settlement.undoneBy,
        undone_at: settlement.undoneAt,
      })
      .execute();
    await db
      .insertInto('bank_settlement_part')
      .values(
        parts.map((part, position) => ({
          id: newId(),
          settlement_id: id,
          position,
          kind: part.kind,
          amount: part.amount,
          payment_id: part.paymentId,
          recorded: part.recorded,
          allocations: writeShares(part),
          write_off_account: part.writeOffAccount,
          counter_transaction_id: part.counterTransactionId,
          note: part.note,
        })),
      )
      .execute();
  },

  async find(queries, id) {
    if (!mayBeId(id)) return null;
    const [found] = await withParts(
      queries,
      await reconciliationTables(queries)
        .selectFrom('bank_settlement')
        .selectAll()
        .where('id', '=', id)
        .execute(),
    );
    return found ?? null;
  },

  async ofTransaction(queries, transactionId) {
    const rows = await reconciliationTables(queries)
      .selectFrom('bank_settlement')
      .selectAll()
      .where('transaction_id', '=', transactionId)
      .orderBy('settled_at', 'desc')
      .orderBy('id', 'desc')
      .execute();
    return withParts(queries, rows);
  },

  async transferBetween(queries, transactionId, counterId) {
    const rows = await reconciliationTables(queries)
      .selectFrom('bank_settlement as settlement')
      .innerJoin('bank_settlement_part as part', 'part.settlement_id', 'settlement.id')
      .selectAll('settlement')
      .where('settlement.transaction_id', '=', transactionId)
      .where('settlement.undone_at', 'is', null)
      .where('part.kind', '=', 'transfer')
      .where('part.counter_transaction_id', '=', counterId)
      .execute();
    const [found] = await withParts(queries, rows);
    return found ?? null;
  },

  async claimedOf(queries, paymentIds) {
    const claimed = new Map<string, bigint>();
    for (let from = 0; from < paymentIds.length; from += IDS_AT_ONCE) {
      const rows = await liveParts(queries)
        .select((row) => ['part.payment_id', row.fn.sum('part.amount').as('amount')])
        .where('part.kind', '=', 'payment')
        .where('part.payment_id', 'in', paymentIds.slice(from, from + IDS_AT_ONCE))
        .groupBy('part.payment_id')
        .execute();
      for (const { payment_id: id, amount } of rows) if (id !== null) claimed.set(id, BigInt(amount));
    }
    return claimed;
  },

  async isTakenBack(queries, paymentId) {
    const found = await liveParts(queries)
      .select('part.id')
      .where('part.kind', '=', 'payment-reversal')
      .where('part.payment_id', '=', paymentId)
      .limit(1)
      .executeTakeFirst();
    return found !== undefined;
  },

  async replacePayment(queries, paymentId, by) {
    const parts = await liveParts(queries)
      .select(['part.id', 'part.allocations'])
      .where('part.kind', '=', 'payment')
      .where('part.payment_id', '=', paymentId)
      .execute();
    for (const { id, allocations } of parts) {
      const { representativeId, allocations: paid } = readShares(allocations);
      const anew = by.allocations.flatMap((made) => {
        const before = paid.find(({ invoiceId }) => invoiceId === made.invoiceId);
        return before ? [{ ...made, number: before.number }] : [];
      });
      await reconciliationTables(queries)
        .updateTable('bank_settlement_part')
        .set({
          payment_id: by.paymentId,
          allocations: writeShares({ representativeId, allocations: anew, takenBack: null }),
        })
        .where('id', '=', id)
        .execute();
    }
  },

  async markUndone(queries, id, by, at) {
    await reconciliationTables(queries)
      .updateTable('bank_settlement')
      .set({ undone_by: by, undone_at: at })
      .where('id', '=', id)
      .execute();
  },
};

function liveParts(queries: QueryHandle) {
  return reconciliationTables(queries)
    .selectFrom('bank_settlement_part as part')
    .innerJoin('bank_settlement as settlement', 'settlement.id', 'part.settlement_id')
    .where('settlement.undone_at', 'is', null);
}

export async function withParts(
  queries: QueryHandle,
  rows: readonly Selectable<BankSettlementTable>[],
): Promise<readonly SettlementRecord[]> {
  if (rows.length === 0) return [];
  const parts = await reconciliationTables(queries)
    .selectFrom('bank_settlement_part')
    .selectAll()
    .where(
      'settlement_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    transactionId: row.transaction_id,
    rule: row.rule as SettlementRecord['rule'],
    trace: JSON.parse(row.trace) as readonly TraceStep[],
    runId: row.run_id,
    settledBy: row.settled_by,
    settledAt: row.settled_at,
    undoneBy: row.undone_by,
    undoneAt: row.undone_at,
    parts: parts.filter((part) => part.settlement_id === row.id).map(partOf),
  }));
}

function partOf(row: Selectable<BankSettlementPartTable>): PartRecord {
  return {
    kind: row.kind as PartRecord['kind'],
    amount: row.amount,
    paymentId: row.payment_id,
    recorded: row.recorded,
    writeOffAccount: row.write_off_account,
    counterTransactionId: row.counter_transaction_id,
    note: row.note,
    ...readShares(row.allocations),
  };
}

type ShareJson = Omit<SettledShare, 'amount'> & { readonly amount: string };

type Shares = Pick<PartRecord, 'representativeId' | 'allocations' | 'takenBack'>;
type SharesJson = Omit<Shares, 'allocations'> & { readonly shares: readonly ShareJson[] };

/** Whose payment it is stands beside what it paid: the column is empty where there is no payment. */
function writeShares({ representativeId, allocations, takenBack }: Shares): string | null {
  if (representativeId === null) return null;
  const shares = allocations.map((share) => ({ ...share, amount: String(share.amount) }));
  return JSON.stringify({ representativeId, shares, takenBack } satisfies SharesJson);
}

function readShares(text: string | null): Shares {
  if (text === null) return { representativeId: null, allocations: [], takenBack: null };
  const { representativeId, shares, takenBack } = JSON.parse(text) as SharesJson;
  const allocations = shares.map((share) => ({ ...share, amount: BigInt(share.amount) }));
  return { representativeId, allocations, takenBack };
}
