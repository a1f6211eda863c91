import type { HttpRequest } from '../../../src/kernel/contributions.js';
import { scopeOfSharedRows } from '../../billing/contract/row-scope.js';
import type { AccountLine } from '../contract/work.js';
import { intake } from '../intake.js';
import { waitingByAccount } from './database/statement-views.js';

/** Accounts that are late first. */
export async function accountLines({
  context,
  actor,
}: Pick<HttpRequest, 'context' | 'actor'>): Promise<readonly AccountLine[]> {
  if (scopeOfSharedRows(actor).kind === 'none') return [];
  const { queries } = context.database;
  const waiting = await waitingByAccount(queries);
  const awaited = await context.use(intake).awaitedStatements(queries);
  return awaited
    .map(({ account: { id, name, identifier, currency, kind }, lastOn, dueOn, isLate }): AccountLine => ({
      ...{ id, name, identifier, currency, kind },
      ...{ lastStatementOn: lastOn, dueOn, isLate, open: waiting.get(id) ?? 0 },
    }))
    .sort((one, other) => Number(other.isLate) - Number(one.isLate));
}
