import { makeLearn, rulesOfSettlement, rulesSpokenFor, type LearnedRules, type RuleRecord } from './learn.js';
import type { Needs } from './needs.js';

/** What is learned of a transaction that a person has just settled or ignored: nothing where a rule that is confirmed did it. */
export function makeLearnFrom(needs: Needs & { readonly rules: LearnedRules }) {
  const learn = makeLearn(needs);
  return async (transactionId: string, settlementId: string | null): Promise<readonly RuleRecord[]> => {
    const { queries } = needs.database;
    const transaction = await needs.transactions.find(queries, transactionId);
    if (!transaction) return [];
    if (settlementId !== null) {
      const settlement = await needs.settlements.find(queries, settlementId);
      if (!settlement || settlement.rule === 'treatment') return [];
      return learn(rulesOfSettlement(transaction, settlement));
    }
    if (transaction.state !== 'ignored') return [];
    const { reason } = transaction;
    const treated = { treat: 'ignore', representativeId: null, writeOffAccount: null, reason } as const;
    return learn(rulesSpokenFor(transaction, treated));
  };
}
