import type { Kysely } from 'kysely';
import type { BackupTables } from '../../../../generated/tables/backup.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';

const tables = (queries: QueryHandle): Kysely<BackupTables> => queriesOf<BackupTables>(queries);

export type PlaceRow = Awaited<ReturnType<typeof readPlaces>>[number];
export type PlanRow = Awaited<ReturnType<typeof readPlans>>[number];
export type RequestRow = Awaited<ReturnType<typeof readRequests>>[number];

export function readPlaces(queries: QueryHandle) {
  return tables(queries).selectFrom('backup_destination').selectAll().orderBy('name').execute();
}

/** How much lies at each place, by its id. */
export async function readFilling(queries: QueryHandle) {
  const rows = await tables(queries)
    .selectFrom('backup_copy')
    .select(({ fn }) => ['destination_id', 'state', fn.countAll().as('copies'), fn.sum('bytes').as('bytes')])
    .where('state', 'in', ['stored', 'proven'])
    .groupBy(['destination_id', 'state'])
    .execute();
  return rows.map(({ destination_id, state, copies, bytes }) => ({
    ...{ destinationId: destination_id, isProven: state === 'proven' },
    copies: Number(copies),
    bytes: Number(bytes ?? 0),
  }));
}

export async function newestAt(queries: QueryHandle, destinationId: string): Promise<Date | null> {
  const row = await tables(queries)
    .selectFrom('backup_copy')
    .select('stored_at')
    .where('destination_id', '=', destinationId)
    .where('state', 'in', ['stored', 'proven'])
    .orderBy('stored_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.stored_at ?? null;
}

export function readPlans(queries: QueryHandle) {
  return tables(queries).selectFrom('backup_plan').selectAll().orderBy('name').execute();
}

/** Newest first. */
export function readRequests(queries: QueryHandle, limit: number) {
  return tables(queries)
    .selectFrom('restore_request')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
