import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { People } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { TransactionView } from '../contract/work.js';
import { seesTheBank } from './access.js';
import { factsOf, isStillOpen } from './facts.js';
import type { Needs } from './needs.js';
import { leftOf, type TransactionRecord } from './records.js';
import { candidateView, lineView, settlementView } from './shown.js';

/** What decides anew about one transaction, and keeps it; null where somebody has changed it meanwhile. */
export type LookAgain = (actor: Actor, transaction: TransactionRecord) => Promise<TransactionRecord | null>;

/**
 * A transaction with its candidates and what became of it. Candidates that do not hold any more are never shown: it is looked at again.
 * Refuses `unknown-transaction`.
 */
export function makeShowTransaction(
  needs: Needs & { readonly people: People; readonly lookAgain: LookAgain },
) {
  const { database, transactions, settlements, people } = needs;
  return async (
    actor: Actor,
    language: Language,
    transactionId: string,
  ): Promise<Result<TransactionView, Refusal>> => {
    const { queries } = database;
    const found = seesTheBank(actor) && (await transactions.find(queries, transactionId));
    if (!found) return err({ code: 'unknown-transaction' });
    const made = await settlements.ofTransaction(queries, found.id);
    const payerIds = made.flatMap(({ parts }) =>
      parts.flatMap(({ representativeId }) => (representativeId === null ? [] : [representativeId])),
    );
    const { transaction, facts } = await current(found, actor, payerIds);
    const named = await people.named([
      ...new Set(
        made.flatMap(({ settledBy, undoneBy }) => [settledBy, undoneBy].filter((id) => id !== null)),
      ),
    ]);
    const archived = await needs.settlement.movedWith(
      queries,
      made.flatMap(({ parts }) => parts.flatMap(({ paymentId }) => paymentId ?? [])),
    );
    const names = {
      archived,
      people: new Map(named.map(({ id, name }) => [id, name])),
      payers: new Map([...facts.payers].map(([id, { name }]) => [id, name])),
    };
    const telling = { translator: needs.translator, language };
    return ok({
      ...lineView(telling, transaction),
      statement: transaction.statement,
      candidates: isWaiting(transaction)
        ? transaction.candidates.map((candidate) => candidateView(telling, transaction, candidate, facts))
        : [],
      settlements: made.map((each) => settlementView(telling, transaction.currency, each, names)),
    });
  };

  async function current(transaction: TransactionRecord, actor: Actor, payerIds: readonly string[]) {
    const facts = await factsOf(needs, database.queries, actor, transaction.candidates, payerIds);
    const left = leftOf(transaction);
    const holds = transaction.candidates.every((candidate) => isStillOpen(candidate, left, facts));
    if (holds || !isWaiting(transaction)) return { transaction, facts };
    const again =
      (await needs.lookAgain(actor, transaction)) ??
      (await transactions.find(database.queries, transaction.id)) ??
      transaction;
    return {
      transaction: again,
      facts: await factsOf(needs, database.queries, actor, again.candidates, payerIds),
    };
  }
}

const isWaiting = ({ state }: TransactionRecord): boolean => state === 'open' || state === 'suggested';
