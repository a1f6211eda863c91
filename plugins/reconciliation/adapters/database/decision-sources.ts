import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { Learned } from '../../app/learned.js';
import type { CounterSources } from '../../app/look-again.js';
import type { DecisionSources } from '../../app/to-decide.js';
import type { TreatmentRule } from '../../domain/decision.js';
import { lineOf, linesFrom } from './work.js';
import { reconciliationTables } from './tables.js';

export const decisionSources: DecisionSources & CounterSources = {
  async waiting(queries, { statementId, after, limit }) {
    let query = linesFrom(queries)
      .select('moved.suggestions')
      .where('moved.state', 'in', ['open', 'suggested'])
      .where('moved.id', '>', after)
      .orderBy('moved.id')
      .limit(limit);
    query =
      statementId === null
        ? query.where('account.active', '=', true)
        : query.where('moved.statement_id', '=', statementId);
    const rows = await query.execute();
    return rows.map((row) => ({ line: lineOf(row), suggestions: row.suggestions }));
  },

  async ownAccounts(queries) {
    const rows = await reconciliationTables(queries)
      .selectFrom('bank_account')
      .select('identifier')
      .execute();
    return rows.map(({ identifier }) => identifier);
  },

  async opposite(queries, { amount, from, to }) {
    const accounts = await reconciliationTables(queries)
      .selectFrom('bank_account')
      .select('id')
      .where('active', '=', true)
      .execute();
    // Account by account: the index of its days holds the amounts.
    const found = await Promise.all(
      accounts.map(({ id }) =>
        linesFrom(queries)
          .where('moved.account_id', '=', id)
          .where('moved.booked_on', '>=', from)
          .where('moved.booked_on', '<=', to)
          .where('moved.amount', '=', amount)
          .where('moved.settled', '=', 0n)
          .where('moved.state', 'in', ['open', 'suggested'])
          .orderBy('moved.id')
          .limit(MOST_OPPOSITE)
          .execute(),
      ),
    );
    return found.flat().map(lineOf);
  },

  learned,
};

const MOST_OPPOSITE = 20;

async function learned(queries: QueryHandle): Promise<Learned> {
  const rows = await reconciliationTables(queries)
    .selectFrom('bank_rule')
    .select(['id', 'matches', 'value', 'treat', 'representative_id', 'write_off_account', 'reason'])
    .where('state', '=', 'active')
    .orderBy('id')
    .execute();
  const aliases = new Map<string, string[]>();
  const accounts = new Map<string, string[]>();
  const treatments: TreatmentRule[] = [];
  for (const { id, matches, value, treat, representative_id: payer, write_off_account, reason } of rows) {
    const known = matches as TreatmentRule['matches'];
    if (treat === 'payer' && payer !== null) {
      const values = known === 'account' ? accounts : aliases;
      values.set(payer, [...(values.get(payer) ?? []), value]);
    }
    if (treat === 'write-off' && write_off_account !== null)
      treatments.push({ id, matches: known, value, treat: { as: 'write-off', account: write_off_account } });
    if (treat === 'ignore')
      treatments.push({ id, matches: known, value, treat: { as: 'ignore', reason: reason ?? '' } });
  }
  return { aliases, accounts, treatments };
}
