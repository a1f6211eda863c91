import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { QueryHandle, Transaction } from '../../kernel/ports.js';
import { forUpdate } from '../../query/for-update.js';
import { queriesOf } from '../../query/queries.js';

export function jobQueries(handle: QueryHandle): Kysely<HostTables> {
  return queriesOf<HostTables>(handle);
}

/** Reads a job's row and keeps others from changing it until the transaction ends. */
export function lockJobRow(tx: Transaction, id: string) {
  return forUpdate(
    tx.dialect,
    jobQueries(tx.queries).selectFrom('job').selectAll().where('id', '=', id),
  ).executeTakeFirst();
}
