import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { RowScope } from '../../../../src/kernel/permissions.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { formatAmount, money } from '../../../../src/values/money.js';
import type { StatementView } from '../../contract/work.js';
import { reconciliationTables } from './tables.js';

export interface StatementsAsked {
  readonly ids?: readonly string[];
  readonly accountId?: string;
  /** those before it: the place of the page before */
  readonly before?: string;
  readonly limit: number;
}

/** Newest first: by the time at which they were taken. */
export async function statementViews(
  queries: QueryHandle,
  scope: RowScope,
  { ids, accountId, before, limit }: StatementsAsked,
): Promise<readonly StatementView[]> {
  const tables = reconciliationTables(queries);
  let query = applyScope(
    tables
      .selectFrom('bank_statement as s')
      .innerJoin('bank_account as a', 'a.id', 's.account_id')
      .select([
        's.id',
        's.format',
        's.reference',
        's.opening',
        's.closing',
        's.difference',
        's.lines',
        's.added',
        'a.currency',
        'a.name as accountName',
        's.account_id as accountId',
        's.file_name as fileName',
        's.from_date as from',
        's.to_date as to',
        's.override_reason as overrideReason',
        's.created_at as createdAt',
      ]),
    scope,
    's',
  );
  if (ids !== undefined) query = query.where('s.id', 'in', ids.length === 0 ? [''] : [...ids]);
  if (accountId !== undefined) query = query.where('s.account_id', '=', accountId);
  if (before !== undefined) query = query.where('s.id', '<', before);
  const rows = await query.orderBy('s.id', 'desc').limit(limit).execute();
  const settled = await settledOf(
    queries,
    rows.map(({ id }) => id),
  );
  return rows.map(({ accountId: account, accountName, createdAt, opening, closing, difference, ...row }) => {
    const written = (minor: bigint | null): string | null =>
      minor === null ? null : formatAmount(money(minor, row.currency as CurrencyCode));
    return {
      ...row,
      account: { id: account, name: accountName },
      opening: written(opening),
      closing: written(closing),
      difference: written(difference),
      settled: settled.get(row.id) ?? 0,
      createdAt: createdAt.toISOString(),
    };
  });
}

async function settledOf(
  queries: QueryHandle,
  statementIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (statementIds.length === 0) return new Map();
  const rows = await reconciliationTables(queries)
    .selectFrom('bank_transaction')
    .select((row) => ['statement_id', row.fn.countAll().as('count')])
    .where('statement_id', 'in', [...statementIds])
    .where('state', 'in', ['settled', 'ignored'])
    .groupBy('statement_id')
    .execute();
  return new Map(rows.map(({ statement_id, count }) => [statement_id, Number(count)]));
}

/** By account, how many transactions wait. */
export async function waitingByAccount(queries: QueryHandle): Promise<ReadonlyMap<string, number>> {
  const rows = await reconciliationTables(queries)
    .selectFrom('bank_transaction')
    .select((row) => ['account_id', row.fn.countAll().as('count')])
    .where('state', 'in', ['open', 'suggested'])
    .groupBy('account_id')
    .execute();
  return new Map(rows.map(({ account_id, count }) => [account_id, Number(count)]));
}
