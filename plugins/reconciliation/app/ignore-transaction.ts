import type { Actor } from '../../../src/kernel/permissions.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { seesTheBank } from './access.js';
import { asFacts } from '../../../src/values/audit-facts.js';
import type { Needs } from './needs.js';
import type { TransactionChange, TransactionRecord } from './records.js';
import { openState } from './state-of.js';

interface AtVersion {
  readonly transactionId: string;
  readonly version: number;
}

type Change = (transaction: TransactionRecord) => Result<TransactionChange, Refusal>;

/** What is left of it is nobody's payment, and why. Refuses `unknown-transaction`, `changed-meanwhile`, `reason-required`, `transaction-settled-already`, `transaction-ignored`. */
export function makeIgnoreTransaction(needs: Needs) {
  return async (
    actor: Actor,
    asked: AtVersion & { readonly reason: string },
  ): Promise<Result<true, Refusal>> => {
    const reason = asked.reason.trim();
    if (reason === '') return err({ code: 'reason-required' });
    return changed(needs, actor, 'reconciliation.ignore-transaction', asked, (transaction) => {
      if (transaction.state === 'settled') return err({ code: 'transaction-settled-already' });
      if (transaction.state === 'ignored') return err({ code: 'transaction-ignored' });
      return ok({ ...transaction, state: 'ignored', reason });
    });
  };
}

/** An ignored transaction is to settle again. Refuses `unknown-transaction`, `changed-meanwhile`, `transaction-not-ignored`. */
export function makeReopenTransaction(needs: Needs) {
  return (actor: Actor, asked: AtVersion): Promise<Result<true, Refusal>> =>
    changed(needs, actor, 'reconciliation.reopen-transaction', asked, (transaction) => {
      if (transaction.state !== 'ignored') return err({ code: 'transaction-not-ignored' });
      const { settled, candidates } = transaction;
      return ok({ ...openState(transaction, settled, candidates), reason: null });
    });
}

async function changed(
  { database, clock, transactions }: Needs,
  actor: Actor,
  action: string,
  { transactionId, version }: AtVersion,
  decide: Change,
): Promise<Result<true, Refusal>> {
  if (!seesTheBank(actor)) return err({ code: 'unknown-transaction' });
  return database.transaction(async (tx) => {
    const transaction = (await transactions.lock(tx.queries, [transactionId])).get(transactionId);
    if (!transaction) return err({ code: 'unknown-transaction' });
    if (transaction.version !== version) return err({ code: 'changed-meanwhile' });
    const change = decide(transaction);
    if (!change.ok) return change;
    const { state, rule, isExact, reason = null } = change.value;
    await transactions.change(tx.queries, transaction, { state, rule, isExact, reason }, clock.now());
    await tx.audit({
      actor,
      action,
      entity: 'BankTransaction',
      entityId: transaction.id,
      before: asFacts({ state: transaction.state, reason: transaction.reason }),
      after: asFacts({ state, reason }),
    });
    return ok(true);
  });
}
