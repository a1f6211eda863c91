import type { Actor } from '../../../src/kernel/permissions.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { seesTheBank } from './access.js';
import { factsOf, isStillOpen } from './facts.js';
import type { Needs } from './needs.js';
import { leftOf, type TransactionRecord } from './records.js';
import type { LookAgain } from './show-transaction.js';
import { openState } from './state-of.js';

/** Leaves the candidates that still hold. */
export function makeLookAgain(needs: Needs): LookAgain {
  const { database, transactions, clock } = needs;
  return (actor: Actor, seen: TransactionRecord): Promise<TransactionRecord | null> =>
    database.transaction(async (tx) => {
      const transaction = (await transactions.lock(tx.queries, [seen.id])).get(seen.id);
      if (transaction?.version !== seen.version) return null;
      const facts = await factsOf(needs, tx.queries, actor, transaction.candidates);
      const left = leftOf(transaction);
      const candidates = transaction.candidates.filter((candidate) => isStillOpen(candidate, left, facts));
      const state = openState(transaction, transaction.settled, candidates);
      await transactions.change(tx.queries, transaction, { ...state, candidates }, clock.now());
      return { ...transaction, ...state, candidates, version: transaction.version + 1 };
    });
}

/** Decides anew about a transaction that waits. Refuses `unknown-transaction`. */
export function makeLookAtTransaction({ database, transactions }: Needs, lookAgain: LookAgain) {
  return async (actor: Actor, transactionId: string): Promise<Result<true, Refusal>> => {
    const transaction = seesTheBank(actor) && (await transactions.find(database.queries, transactionId));
    if (!transaction) return err({ code: 'unknown-transaction' });
    if (transaction.state === 'open' || transaction.state === 'suggested')
      await lookAgain(actor, transaction);
    return ok(true);
  };
}
