import type { Kysely } from 'kysely';
import type { AnalyticsTables } from '../../../../generated/tables/analytics.js';
import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';

export type AnalyticsDatabase = Kysely<AnalyticsTables & BillingTables>;

export function analyticsTables(handle: QueryHandle): AnalyticsDatabase {
  return queriesOf<AnalyticsTables & BillingTables>(handle);
}
