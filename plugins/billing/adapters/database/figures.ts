import { sql, type RawBuilder } from 'kysely';
import type { RowScope } from '../../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { money, type Money } from '../../../../src/values/money.js';
import { applyScope, scopeCondition } from '../../../../src/query/row-scope.js';
import { billingTables } from './tables.js';

/** Both days included. */
export interface Days {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

// One amount for each currency, in alphabetical order; `scope` is over rows that carry a representative_id.

export function openReceivables(queries: QueryHandle, scope: RowScope): Promise<readonly Money[]> {
  return sums(
    queries,
    sql`select currency, sum(outstanding) as amount from invoice
      where status in ('issued', 'partly_paid') and ${scopeCondition(scope, 'invoice')}`,
  );
}

export function overdue(queries: QueryHandle, scope: RowScope, today: LocalDate): Promise<readonly Money[]> {
  return sums(
    queries,
    sql`select currency, sum(outstanding) as amount from invoice
      where status in ('issued', 'partly_paid') and due_date < ${today} and ${scopeCondition(scope, 'invoice')}`,
  );
}

/** How many claims of payments nobody has decided. */
export async function claimsWaiting(queries: QueryHandle, scope: RowScope): Promise<number> {
  const query = billingTables(queries)
    .selectFrom('payment_claim')
    .select((row) => row.fn.countAll().as('waiting'))
    .where('status', '=', 'waiting');
  return Number((await applyScope(query, scope).executeTakeFirstOrThrow()).waiting);
}

export function invoiced(
  queries: QueryHandle,
  scope: RowScope,
  { from, to }: Days,
): Promise<readonly Money[]> {
  return sums(
    queries,
    sql`select currency, sum(total) as amount from invoice
      where issue_date >= ${from} and issue_date <= ${to} and status not in ('draft', 'void')
        and ${scopeCondition(scope, 'invoice')}`,
  );
}

/** Less what was taken back in these days. */
export function received(
  queries: QueryHandle,
  scope: RowScope,
  { from, to }: Days,
): Promise<readonly Money[]> {
  return sums(
    queries,
    sql`select currency, sum(amount) as amount from (
      select currency, amount from payment
        where received_on >= ${from} and received_on <= ${to} and ${scopeCondition(scope, 'payment')}
      union all
      select currency, -amount as amount from payment_reversal
        where reversed_on >= ${from} and reversed_on <= ${to} and ${scopeCondition(scope, 'payment_reversal')}
    ) as moved`,
  );
}

async function sums(queries: QueryHandle, select: RawBuilder<unknown>): Promise<readonly Money[]> {
  const { rows } = await sql<{
    currency: CurrencyCode;
    amount: bigint | number | string;
  }>`${select} group by currency order by currency`.execute(billingTables(queries));
  return rows.map(({ currency, amount }) => money(BigInt(amount), currency));
}
