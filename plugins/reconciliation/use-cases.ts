// Everything that settles bank transactions, put together once from what the house gives the plugin.
import { defineService } from '../../src/kernel/contributions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { periods } from '../billing/contract/directory.js';
import { settlement } from '../billing/contract/settlement.js';
import { decisionSources } from './adapters/database/decision-sources.js';
import { runs } from './adapters/database/runs.js';
import { settlements } from './adapters/database/settlements.js';
import { makeTransactions } from './adapters/database/transactions.js';
import { work } from './adapters/database/work.js';
import { makeAcceptAllExact } from './app/accept-all-exact.js';
import { makeAcceptCandidate } from './app/accept-candidate.js';
import { makeIgnoreTransaction, makeReopenTransaction } from './app/ignore-transaction.js';
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
    runDecision: makeRunDecision({ ...deciding, runs }),
    showTransaction: makeShowTransaction({ ...needs, people, lookAgain }),
  };
}
