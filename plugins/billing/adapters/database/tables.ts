import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';

export function billingTables(handle: QueryHandle): Kysely<BillingTables> {
  return queriesOf<BillingTables>(handle);
}

/** Keeps what is selected from being changed until the transaction ends; others may read it the same way. */
export function sharing<DB, TB extends keyof DB, O>(
  dialect: Dialect,
  query: SelectQueryBuilder<DB, TB, O>,
): SelectQueryBuilder<DB, TB, O> {
  if (dialect === 'sqlite') return query;
  // MariaDB knows only the older spelling, MySQL both.
  return dialect === 'mysql' ? query.modifyEnd(sql`lock in share mode`) : query.forShare();
}
