import type { Kysely } from 'kysely';
import type { ReconciliationTables } from '../../../../generated/tables/reconciliation.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';

export function reconciliationTables(handle: QueryHandle): Kysely<ReconciliationTables> {
  return queriesOf<ReconciliationTables>(handle);
}
