import type { Kysely } from 'kysely';
import type { BackupTables } from '../../../../generated/tables/backup.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { mayBeId } from '../../../../src/values/ids.js';

/** Everything, as its list of sets is kept. */
const WHOLE = '[]';

const tables = (queries: QueryHandle): Kysely<BackupTables> => queriesOf<BackupTables>(queries);

/** Without the manifest: it names every table of the house. */
const RUN = [
  ...(['id', 'plan_id', 'trigger_name', 'sets', 'state', 'file_name', 'records', 'bytes', 'sha256'] as const),
  ...(['error', 'job_id', 'requested_by', 'started_at', 'finished_at'] as const),
] as const;

export type RunRow = Awaited<ReturnType<typeof readRuns>>[number];
export type CopyRow = Awaited<ReturnType<typeof readCopies>>[number];
export type DrillRow = Awaited<ReturnType<typeof readDrills>>[number];

/** Newest first: ids grow with time. @param before the id of the last one that was read */
export function readRuns(queries: QueryHandle, limit: number, before?: string) {
  return tables(queries)
    .selectFrom('backup_run')
    .select(RUN)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function findRun(queries: QueryHandle, id: string): Promise<RunRow | null> {
  if (!mayBeId(id)) return null;
  const row = await tables(queries)
    .selectFrom('backup_run')
    .select(RUN)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** Of these runs, with the names of their places. */
export function readCopies(queries: QueryHandle, runIds: readonly string[]) {
  return tables(queries)
    .selectFrom('backup_copy')
    .innerJoin('backup_destination', 'backup_destination.id', 'backup_copy.destination_id')
    .select(['backup_copy.id', 'backup_copy.run_id', 'backup_copy.destination_id', 'backup_copy.state'])
    .select(['backup_copy.bytes', 'backup_copy.error', 'backup_copy.stored_at', 'backup_copy.proven_at'])
    .select('backup_destination.name as place')
    .where('backup_copy.run_id', 'in', runIds.length > 0 ? [...runIds] : [''])
    .orderBy('backup_destination.name')
    .execute();
}

/** The newest backup of everything of which a copy is proven. */
export async function newestProven(queries: QueryHandle) {
  const row = await tables(queries)
    .selectFrom('backup_copy')
    .innerJoin('backup_run', 'backup_run.id', 'backup_copy.run_id')
    .select(['backup_run.id as run_id', 'backup_run.file_name', 'backup_run.started_at'])
    .select('backup_copy.proven_at')
    .where('backup_copy.state', '=', 'proven')
    .where('backup_run.sets', '=', WHOLE)
    .orderBy('backup_run.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** What can be restored from: it lies somewhere, and was not removed. Newest first. */
export function readRestorable(queries: QueryHandle, limit: number) {
  return tables(queries)
    .selectFrom('backup_copy')
    .innerJoin('backup_run', 'backup_run.id', 'backup_copy.run_id')
    .innerJoin('backup_destination', 'backup_destination.id', 'backup_copy.destination_id')
    .select(['backup_copy.id', 'backup_copy.state', 'backup_run.file_name', 'backup_run.started_at'])
    .select(['backup_run.records', 'backup_run.sets', 'backup_destination.name as place'])
    .where('backup_copy.state', 'in', ['stored', 'proven'])
    .orderBy('backup_run.id', 'desc')
    .orderBy('backup_destination.name')
    .limit(limit)
    .execute();
}

export async function findCopy(queries: QueryHandle, id: string) {
  if (!mayBeId(id)) return null;
  const row = await tables(queries)
    .selectFrom('backup_copy')
    .innerJoin('backup_run', 'backup_run.id', 'backup_copy.run_id')
    .select(['backup_copy.id', 'backup_copy.state', 'backup_copy.bytes', 'backup_run.file_name'])
    .where('backup_copy.id', '=', id)
    .where('backup_copy.state', 'in', ['stored', 'proven'])
    .executeTakeFirst();
  return row ?? null;
}

const DRILL = [
  ...(['id', 'file_name', 'state', 'error', 'job_id', 'started_at', 'finished_at', 'report'] as const),
] as const;

/** Without their certificates; newest first, as their ids are. */
export function readDrills(queries: QueryHandle, limit: number) {
  return tables(queries)
    .selectFrom('backup_drill')
    .select(DRILL)
    .select(({ eb }) => eb('certificate', 'is not', null).as('has_certificate'))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** A PDF. */
export async function certificateOf(queries: QueryHandle, id: string): Promise<Buffer | null> {
  if (!mayBeId(id)) return null;
  const row = await tables(queries)
    .selectFrom('backup_drill')
    .select('certificate')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.certificate ?? null;
}
