import type { Actor } from '../../../src/kernel/permissions.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { newId } from '../../../src/values/ids.js';
import { monthOf } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { transactionSettled } from '../contract/events.js';
import type { RuleName, TraceStep } from '../domain/decision.js';
import { checkParts, type Part } from '../domain/parts.js';
import { writeOffAccountsOf } from '../domain/write-off-accounts.js';
import { seesTheBank } from './access.js';
import { asFacts } from '../../../src/values/audit-facts.js';
import { houseDay, type HouseDay } from './house-day.js';
import type { Needs } from './needs.js';
import { leftOf, type PartRecord, type SettlementRecord, type TransactionRecord } from './records.js';
import { settlePart } from './settle-part.js';
import { openState } from './state-of.js';

export interface ToSettle {
  readonly transactionId: string;
  /** as it was read; another one refuses */
  readonly version: number;
  readonly parts: readonly Part[];
  readonly rule: RuleName | 'hand';
  readonly trace: readonly TraceStep[];
  readonly runId: string | null;
}

export interface Settled {
  readonly settlementId: string;
}

/**
 * Makes books of a bank transaction, in one transaction of the database. Refuses `unknown-transaction`, `changed-meanwhile`,
 * `transaction-ignored`, `transaction-settled-already`, what `checkParts` refuses, `unknown-write-off-account`, `period-closed`,
 * `payment-claimed-already`, `transfer-does-not-fit`, and what billing refuses: above all what is no longer outstanding.
 */
export function makeSettleTransaction(needs: Needs) {
  return async (actor: Actor, asked: ToSettle): Promise<Result<Settled, Refusal>> => {
    if (!seesTheBank(actor)) return err({ code: 'unknown-transaction' });
    const writeOffAccounts = writeOffAccountsOf(await needs.settings());
    const house = { ...(await houseDay(needs)), writeOffAccounts };
    return needs.database.transaction((tx) => settleIn(needs, tx, actor, asked, house));
  };
}

async function settleIn(
  needs: Needs,
  tx: Transaction,
  actor: Actor,
  asked: ToSettle,
  house: HouseDay & { readonly writeOffAccounts: readonly string[] },
): Promise<Result<Settled, Refusal>> {
  const { parts, rule, trace, runId } = asked;
  const counterIds = parts.flatMap((part) => (part.kind === 'transfer' ? [part.transactionId] : []));
  const locked = await needs.transactions.lock(tx.queries, [asked.transactionId, ...counterIds]);
  const transaction = locked.get(asked.transactionId);
  if (!transaction) return err({ code: 'unknown-transaction' });
  if (transaction.version !== asked.version) return err({ code: 'changed-meanwhile' });
  if (new Set(counterIds).size < counterIds.length) return err({ code: 'transfer-does-not-fit' });
  const allowed = await mayBeSettled(needs, tx, transaction, parts, house.writeOffAccounts);
  if (!allowed.ok) return allowed;

  const settledAt = needs.clock.now();
  const base = { rule, trace, runId, settledBy: actor.userId, settledAt, undoneBy: null, undoneAt: null };
  const made: PartRecord[] = [];
  const numbers = await numbersOf(needs, tx, actor, parts);
  for (const part of inLedgerOrder(parts)) {
    const written = await settlePart(needs, tx, actor, { transaction, part, numbers, locked, house });
    if (!written.ok) return written;
    made.push(written.value);
  }
  const settlement: SettlementRecord = { id: newId(), transactionId: transaction.id, ...base, parts: made };
  await keep(needs, tx, actor, { transaction, settlement, sum: allowed.value, runId });
  for (const { kind, amount, counterTransactionId } of made) {
    const counter = kind === 'transfer' && locked.get(counterTransactionId ?? '');
    if (!counter) continue;
    const other = { ...TRANSFER, amount: -amount, counterTransactionId: transaction.id };
    const mirrored = { id: newId(), transactionId: counter.id, ...base, parts: [other] };
    await keep(needs, tx, actor, { transaction: counter, settlement: mirrored, sum: -amount, runId });
  }
  return ok({ settlementId: settlement.id });
}

const TRANSFER = {
  kind: 'transfer',
  representativeId: null,
  paymentId: null,
  recorded: false,
  allocations: [],
  writeOffAccount: null,
  note: null,
  takenBack: null,
} as const;

/** Refuses what needs no look into the ledger; otherwise the sum of the parts. */
async function mayBeSettled(
  { periods }: Needs,
  tx: Transaction,
  transaction: TransactionRecord,
  parts: readonly Part[],
  writeOffAccounts: readonly string[],
): Promise<Result<bigint, Refusal>> {
  if (transaction.state === 'ignored') return err({ code: 'transaction-ignored' });
  if (transaction.state === 'settled') return err({ code: 'transaction-settled-already' });
  const sum = checkParts(parts, leftOf(transaction));
  if (!sum.ok) return sum;
  for (const part of parts)
    if (part.kind === 'write-off' && !writeOffAccounts.includes(part.account))
      return err({
        code: 'unknown-write-off-account',
        account: part.account,
        known: writeOffAccounts.join(', '),
      });
  // Payments are looked at by billing, on their own day.
  if (!parts.some(({ kind }) => kind === 'write-off' || kind === 'transfer')) return sum;
  const [closed] = await periods.closedAmong(tx.queries, [monthOf(transaction.bookedOn)]);
  return closed === undefined ? sum : err({ code: 'period-closed', month: closed });
}

/** New payments by their representative, as everybody locks them who settles several. */
function inLedgerOrder(parts: readonly Part[]): readonly Part[] {
  const keyOf = (part: Part): string => (part.kind === 'payment' ? part.representativeId : '');
  return [...parts].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}

async function numbersOf(
  { settlement }: Needs,
  tx: Transaction,
  actor: Actor,
  parts: readonly Part[],
): Promise<ReadonlyMap<string, string>> {
  const ids = parts.flatMap((part) =>
    'shares' in part ? part.shares.map(({ invoiceId }) => invoiceId) : [],
  );
  const numbers = new Map<string, string>();
  if (ids.length === 0) return numbers;
  for await (const page of settlement.openInvoices(tx.queries, actor, { ids: [...new Set(ids)] }))
    for (const { id, number } of page) numbers.set(id, number);
  return numbers;
}

async function keep(
  { clock, transactions, settlements }: Needs,
  tx: Transaction,
  actor: Actor,
  work: {
    readonly transaction: TransactionRecord;
    readonly settlement: SettlementRecord;
    readonly sum: bigint;
    readonly runId: string | null;
  },
): Promise<void> {
  const { transaction, settlement, sum, runId } = work;
  const { amount, currency, candidates } = transaction;
  const settled = transaction.settled + sum;
  const isWhole = settled === amount;
  const after = isWhole
    ? { state: 'settled' as const, rule: settlement.rule, isExact: false }
    : openState(transaction, settled, candidates);
  await settlements.insert(tx.queries, settlement);
  await transactions.change(tx.queries, transaction, { settled, ...after }, clock.now());
  await tx.audit({
    actor,
    action: 'reconciliation.settle-transaction',
    entity: 'BankTransaction',
    entityId: transaction.id,
    before: asFacts({ settled: transaction.settled, state: transaction.state }),
    after: asFacts({ settled, state: after.state, settlement }),
  });
  await tx.emit(transactionSettled, {
    transactionId: transaction.id,
    settlementId: settlement.id,
    rule: settlement.rule,
    currency,
    amount: String(sum),
    paymentIds: settlement.parts.flatMap(({ paymentId }) => (paymentId === null ? [] : [paymentId])),
    runId,
  });
}
