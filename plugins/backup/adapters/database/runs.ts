import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { BackupRunTable } from '../../../../generated/tables/backup.js';
import { mayBeId } from '../../../../src/values/ids.js';
import type { Runs, StoredRun } from '../../app/stored.js';
import { keptNames } from './read-kept.js';
import { backupTables } from './tables.js';

const LINE = [
  'id',
  'plan_id',
  'trigger_name',
  'sets',
  'state',
  'file_name',
  'records',
  'bytes',
  'sha256',
  'error',
  'job_id',
  'requested_by',
  'started_at',
  'finished_at',
] as const;

const counted = z.object({ tables: z.array(z.object({ table: z.string(), rows: z.number() })) });

export const runs: Runs = {
  async add(queries, run) {
    await backupTables(queries)
      .insertInto('backup_run')
      .values({
        ...{ id: run.id, plan_id: run.planId, trigger_name: run.trigger, sets: JSON.stringify(run.sets) },
        ...{ state: run.state, file_name: run.fileName, sha256: run.sha256, error: run.error },
        ...{ job_id: run.jobId, requested_by: run.requestedBy },
        ...{ started_at: run.startedAt, finished_at: run.finishedAt },
      })
      .execute();
  },

  async find(queries, id) {
    if (!mayBeId(id)) return null;
    const row = await backupTables(queries)
      .selectFrom('backup_run')
      .select(LINE)
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? runOf(row) : null;
  },

  async newest(queries, limit) {
    const rows = await backupTables(queries)
      .selectFrom('backup_run')
      .select(LINE)
      .orderBy('started_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(runOf);
  },

  async running(queries) {
    const rows = await backupTables(queries)
      .selectFrom('backup_run')
      .select(LINE)
      .where('state', '=', 'running')
      .execute();
    return rows.map(runOf);
  },

  async written(queries, id, written, before) {
    const result = await backupTables(queries)
      .updateTable('backup_run')
      .set({
        ...{ file_name: written.fileName, schema_version: written.schemaVersion, sha256: written.sha256 },
        ...{ manifest: written.manifest, records: BigInt(written.records), bytes: BigInt(written.bytes) },
      })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .where('sha256', before === null ? 'is' : '=', before)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  },

  async end(queries, id, { state, error, at }) {
    const result = await backupTables(queries)
      .updateTable('backup_run')
      .set({ state, error, finished_at: at })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  },

  async counts(queries, id) {
    const row = await backupTables(queries)
      .selectFrom('backup_run')
      .select('manifest')
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.manifest ? counted.parse(JSON.parse(row.manifest)).tables : null;
  },

  async before(queries, { id, sets, startedAt }) {
    const row = await backupTables(queries)
      .selectFrom('backup_run')
      .select('id')
      .where('state', '=', 'done')
      .where('sets', '=', JSON.stringify(sets))
      .where('started_at', '<=', startedAt)
      .where('id', '!=', id)
      .orderBy('started_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.id ?? null;
  },
};

function runOf(row: Pick<Selectable<BackupRunTable>, (typeof LINE)[number]>): StoredRun {
  return {
    id: row.id,
    planId: row.plan_id,
    trigger: row.trigger_name as StoredRun['trigger'],
    sets: keptNames(row.sets),
    state: row.state as StoredRun['state'],
    fileName: row.file_name,
    records: Number(row.records),
    bytes: Number(row.bytes),
    sha256: row.sha256,
    error: row.error,
    jobId: row.job_id,
    requestedBy: row.requested_by,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
