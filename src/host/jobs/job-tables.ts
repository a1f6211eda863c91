import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { QueryHandle, Transaction } from '../../kernel/ports.js';

export type JobQueries = Kysely<HostTables>;

export function jobQueries(handle: QueryHandle): JobQueries {
  return handle as unknown as JobQueries;
}

/** Reads a job's row and keeps others from changing it until the transaction ends. SQLite's writer is alone anyway. */
export function lockJobRow(tx: Transaction, id: string) {
  const row = jobQueries(tx.queries).selectFrom('job').selectAll().where('id', '=', id);
  return (tx.dialect === 'sqlite' ? row : row.forUpdate()).executeTakeFirst();
}
