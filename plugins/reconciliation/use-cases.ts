// Everything that settles bank transactions, put together once from what the house gives the plugin.
import { defineService } from '../../src/kernel/contributions.js';
import type { Actor, Language } from '../../src/kernel/permissions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import type { QueryHandle } from '../../src/kernel/ports.js';
import { periods } from '../billing/contract/directory.js';
import { settlement } from '../billing/contract/settlement.js';
import { decisionSources } from './adapters/database/decision-sources.js';
import { makeLearnedRules } from './adapters/database/learned-rules.js';
import { runs } from './adapters/database/runs.js';
import { settlements } from './adapters/database/settlements.js';
import { makeTransactions } from './adapters/database/transactions.js';
import { work } from './adapters/database/work.js';
import { makeAcceptAllExact } from './app/accept-all-exact.js';
import { makeAcceptCandidate } from './app/accept-candidate.js';
import { makeIgnoreTransaction, makeReopenTransaction } from './app/ignore-transaction.js';
import { makeDecideRule, ruleViews, type RuleRecord } from './app/learn.js';
import { makeLearnFrom } from './app/learn-from.js';
import { makeLookAgain, makeLookAtTransaction } from './app/look-again.js';
import type { Needs } from './app/needs.js';
import { makeRunDecision } from './app/run-decision.js';
import { makeSettleByHand } from './app/settle-by-hand.js';
import { makeSettleTransaction } from './app/settle-transaction.js';
import { makeShowTransaction } from './app/show-transaction.js';
import { makeUndoSettlement } from './app/undo-settlement.js';
import { decide } from './domain/decide/decide.js';
import type { settings } from './settings.js';

export type ReconciliationSurroundings = Pick<
  PluginContext<typeof settings>,
  'clock' | 'database' | 'organisation' | 'people' | 'settings' | 'translator' | 'use'
>;

export type ReconciliationUseCases = ReturnType<typeof makeUseCases>;

/** The plugin's own: its doors, jobs and commands find it in their context. */
export const useCases = defineService<ReconciliationUseCases>('reconciliation.use-cases');

export function makeUseCases(house: ReconciliationSurroundings) {
  const { clock, database, people, translator } = house;
  const needs: Needs = {
    ...{ clock, database, translator, settlements },
    transactions: makeTransactions(database.dialect),
    settlement: house.use(settlement),
    periods: house.use(periods),
    organisation: () => house.organisation(),
    settings: () => house.settings(),
  };
  const rules = makeLearnedRules(database.dialect);
  const deciding = { ...needs, sources: decisionSources, decide };
  const lookAgain = makeLookAgain(deciding);
  return {
    needs,
    work,
    lookAtTransaction: makeLookAtTransaction(needs, lookAgain),
    settleTransaction: makeSettleTransaction(needs),
    settleByHand: makeSettleByHand(needs),
    undoSettlement: makeUndoSettlement(needs),
    ignoreTransaction: makeIgnoreTransaction(needs),
    reopenTransaction: makeReopenTransaction(needs),
    acceptCandidate: makeAcceptCandidate(needs),
    acceptAllExact: makeAcceptAllExact({ ...needs, exact: work }),
    runs,
    rules,
    learned: (queries: QueryHandle) => decisionSources.learned(queries),
    learnFrom: makeLearnFrom({ ...needs, rules }),
    decideRule: makeDecideRule({ ...needs, rules }),
    ruleViews: (actor: Actor, language: Language, found: readonly RuleRecord[]) =>
      ruleViews({ ...needs, rules }, actor, language, found),
    runDecision: makeRunDecision({ ...deciding, runs }),
    showTransaction: makeShowTransaction({ ...needs, people, lookAgain }),
  };
}
