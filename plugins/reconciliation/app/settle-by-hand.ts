import type { Actor } from '../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { err, type Refusal, type Result } from '../../../src/values/result.js';
import type { Part } from '../domain/parts.js';
import { seesTheBank } from './access.js';
import type { Needs } from './needs.js';
import { makeSettleTransaction, type Settled } from './settle-transaction.js';

/** What a person puts together; `partsIn` reads the amounts in the transaction's currency. Refuses as settling does, and what it refuses. */
export function makeSettleByHand(needs: Needs) {
  const settle = makeSettleTransaction(needs);
  return async (
    actor: Actor,
    asked: { readonly transactionId: string; readonly version: number },
    partsIn: (currency: CurrencyCode) => Result<readonly Part[], Refusal>,
  ): Promise<Result<Settled, Refusal>> => {
    const { database, transactions } = needs;
    const transaction =
      seesTheBank(actor) && (await transactions.find(database.queries, asked.transactionId));
    if (!transaction) return err({ code: 'unknown-transaction' });
    const parts = partsIn(transaction.currency);
    if (!parts.ok) return parts;
    return settle(actor, { ...asked, parts: parts.value, rule: 'hand', trace: [], runId: null });
  };
}
