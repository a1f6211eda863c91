import type { Kysely } from 'kysely';
import type { QueryHandle } from '../kernel/ports.js';

/**
 * The handle of a database or of an open transaction, read as a query builder over one's own tables
 * (`queriesOf<BillingTables>(tx.queries)`). For adapters only: rules and use cases pass the handle on.
 */
export function queriesOf<Tables>(handle: QueryHandle): Kysely<Tables> {
  return handle as unknown as Kysely<Tables>;
}

/** The way back, for what makes a handle: the host's database and tests. */
export function handleOf<Tables>(queries: Kysely<Tables>): QueryHandle {
  return queries as unknown as QueryHandle;
}
