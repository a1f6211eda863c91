import { isSureOf } from '../domain/parts.js';
import type { Candidate } from '../domain/decision.js';
import type { TransactionChange, TransactionRecord } from './records.js';

/** How a transaction stands that has these candidates and so much settled, and is not ignored. */
export function openState(
  { amount, fraction }: Pick<TransactionRecord, 'amount' | 'fraction'>,
  settled: bigint,
  candidates: readonly Candidate[],
): Pick<TransactionChange, 'state' | 'rule' | 'isExact'> {
  return {
    state: candidates.length > 0 ? 'suggested' : 'open',
    rule: candidates[0]?.rule ?? null,
    isExact: fraction === 0 && isSureOf(candidates, amount - settled),
  };
}
