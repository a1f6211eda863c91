import type { Selectable, Updateable } from 'kysely';
import type { ReportRunTable } from '../../../../generated/tables/reports.js';
import type { Language } from '../../../../src/kernel/permissions.js';
import type { ReportFormat } from '../../contract/definition.js';
import type { RunState } from '../../contract/doors.js';
import type { RunChange, Runs, StoredRunLine } from '../../app/stored.js';
import { keptActor, keptDefinition } from './read-kept.js';
import { reportTables } from './tables.js';
import { mayBeId } from '../../../../src/values/ids.js';

const LINE = [
  'id',
  'report_id',
  'title',
  'format',
  'language',
  'state',
  'row_count',
  'bytes',
  'file_path',
  'file_name',
  'digest',
  'error',
  'job_id',
  'requested_by',
  'schedule_id',
  'created_at',
  'finished_at',
  'expires_at',
] as const;

export const runs: Runs = {
  async add(queries, run) {
    await reportTables(queries)
      .insertInto('report_run')
      .values({
        id: run.id,
        report_id: run.reportId,
        title: run.title,
        definition: JSON.stringify(run.definition),
        format: run.format,
        language: run.language,
        state: run.state,
        row_count: BigInt(run.rows),
        bytes: BigInt(run.bytes),
        file_path: run.filePath,
        file_name: run.fileName,
        digest: run.digest,
        error: run.error,
        job_id: run.jobId,
        actor: JSON.stringify(run.actor),
        requested_by: run.requestedBy,
        schedule_id: run.scheduleId,
        created_at: run.createdAt,
        finished_at: run.finishedAt,
        expires_at: run.expiresAt,
      })
      .execute();
  },

  async find(queries, id) {
    if (!mayBeId(id)) return null;
    const row = await reportTables(queries)
      .selectFrom('report_run')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row
      ? { ...lineOf(row), definition: keptDefinition(row.definition), actor: keptActor(row.actor) }
      : null;
  },

  async requestedBy(queries, userId, limit) {
    const rows = await reportTables(queries)
      .selectFrom('report_run')
      .select(LINE)
      .where('requested_by', '=', userId)
      .where('schedule_id', 'is', null)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(lineOf);
  },

  async change(queries, id, states, change) {
    const result = await reportTables(queries)
      .updateTable('report_run')
      .set(changeOf(change))
      .where('id', '=', id)
      .where('state', 'in', [...states])
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  },

  async expired(queries, at, limit) {
    const rows = await reportTables(queries)
      .selectFrom('report_run')
      .select(LINE)
      .where('state', '=', 'done')
      .where('expires_at', '<=', at)
      .orderBy('expires_at')
      .limit(limit)
      .execute();
    return rows.map(lineOf);
  },
};

function lineOf(row: Pick<Selectable<ReportRunTable>, (typeof LINE)[number]>): StoredRunLine {
  return {
    id: row.id,
    reportId: row.report_id,
    title: row.title,
    format: row.format as ReportFormat,
    language: row.language as Language,
    state: row.state as RunState,
    rows: Number(row.row_count),
    bytes: Number(row.bytes),
    filePath: row.file_path,
    fileName: row.file_name,
    digest: row.digest,
    error: row.error,
    jobId: row.job_id,
    requestedBy: row.requested_by,
    scheduleId: row.schedule_id,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    expiresAt: row.expires_at,
  };
}

function changeOf({
  rows,
  bytes,
  filePath,
  fileName,
  jobId,
  finishedAt,
  expiresAt,
  ...same
}: RunChange): Updateable<ReportRunTable> {
  return {
    ...same,
    ...(rows === undefined ? {} : { row_count: BigInt(rows) }),
    ...(bytes === undefined ? {} : { bytes: BigInt(bytes) }),
    ...(filePath === undefined ? {} : { file_path: filePath }),
    ...(fileName === undefined ? {} : { file_name: fileName }),
    ...(jobId === undefined ? {} : { job_id: jobId }),
    ...(finishedAt === undefined ? {} : { finished_at: finishedAt }),
    ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
  };
}
