// What takes bank accounts and statements in, put together once from what the house gives the plugin.
import { defineService } from '../../src/kernel/contributions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { makeBankAccounts } from './adapters/database/bank-accounts.js';
import { bankStatements } from './adapters/database/bank-statements.js';
import { makeBankTransactions } from './adapters/database/bank-transactions.js';
import { makeLookAtStatements } from './app/look-at-statements.js';
import { makeTakeStatements } from './app/take-statements.js';
import { makeAwaitedStatements, makeWatchStatements } from './app/watch-statements.js';

export type IntakeSurroundings = Pick<
  PluginContext,
  'clock' | 'database' | 'may' | 'organisation' | 'people'
>;

export type Intake = ReturnType<typeof makeIntake>;

/** The plugin's own: its routes, operations and commands find it in their context. */
export const intake = defineService<Intake>('reconciliation.intake');

export function makeIntake(house: IntakeSurroundings) {
  const { clock, database, people } = house;
  const needs = {
    ...{ clock, database, people },
    may: house.may.bind(house),
    organisation: () => house.organisation(),
    accounts: makeBankAccounts(database.dialect),
    statements: bankStatements,
    transactions: makeBankTransactions(database.dialect),
  };
  return {
    accounts: needs.accounts,
    lookAtStatements: makeLookAtStatements(needs),
    takeStatements: makeTakeStatements(needs),
    awaitedStatements: makeAwaitedStatements(needs),
    watchStatements: makeWatchStatements(needs),
  };
}
