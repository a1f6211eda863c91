import type { Actor } from '../../../src/kernel/permissions.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { Candidate } from '../domain/decision.js';
import { partsOf } from '../domain/parts.js';
import { seesTheBank } from './access.js';
import { makeIgnoreTransaction } from './ignore-transaction.js';
import type { Needs } from './needs.js';
import { leftOf, type TransactionRecord } from './records.js';
import { makeSettleTransaction } from './settle-transaction.js';

export interface Accepted {
  /** null: the candidate was to ignore it */
  readonly settlementId: string | null;
}

type AsDecided = Pick<TransactionRecord, 'id' | 'version' | 'amount' | 'settled'>;

/** Makes books of what was decided about a transaction, by a run or by whoever accepts it. Refuses as settling and ignoring do. */
export function makeApplyCandidate(needs: Needs) {
  const settle = makeSettleTransaction(needs);
  const ignore = makeIgnoreTransaction(needs);
  return async (
    actor: Actor,
    transaction: AsDecided,
    candidate: Candidate,
    runId: string | null,
  ): Promise<Result<Accepted, Refusal>> => {
    const { id: transactionId, version } = transaction;
    const { treatment, rule, trace } = candidate;
    if (treatment?.as === 'ignore') {
      const ignored = await ignore(actor, { transactionId, version, reason: treatment.reason });
      return ignored.ok ? ok({ settlementId: null }) : ignored;
    }
    const parts = partsOf(candidate, leftOf(transaction)) ?? [];
    return settle(actor, { transactionId, version, parts, rule, trace, runId });
  };
}

/** Refuses `unknown-transaction`, `changed-meanwhile`, `unknown-candidate`, and as settling does: above all what is no longer outstanding. */
export function makeAcceptCandidate(needs: Needs) {
  const apply = makeApplyCandidate(needs);
  return async (
    actor: Actor,
    asked: { readonly transactionId: string; readonly version: number; readonly candidate: number },
  ): Promise<Result<Accepted, Refusal>> => {
    const { database, transactions } = needs;
    const transaction =
      seesTheBank(actor) && (await transactions.find(database.queries, asked.transactionId));
    if (!transaction) return err({ code: 'unknown-transaction' });
    if (transaction.version !== asked.version) return err({ code: 'changed-meanwhile' });
    const candidate = transaction.candidates[asked.candidate];
    if (!candidate) return err({ code: 'unknown-candidate' });
    return apply(actor, transaction, candidate, null);
  };
}
