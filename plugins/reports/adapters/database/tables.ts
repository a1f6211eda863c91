import type { Kysely } from 'kysely';
import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { ReportsTables } from '../../../../generated/tables/reports.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';

export function reportTables(handle: QueryHandle): Kysely<ReportsTables> {
  return queriesOf<ReportsTables>(handle);
}

/** The ledger, to be listed row by row: what is summed is asked of the analytics service. */
export function ledgerTables(handle: QueryHandle): Kysely<BillingTables> {
  return queriesOf<BillingTables>(handle);
}
