import type { Insertable, Selectable, Updateable } from 'kysely';
import type { ImportRunTable } from '../../../../generated/tables/imports.js';
import { newId } from '../../../../src/values/ids.js';
import type {
  ImportMode,
  ImportProfiles,
  ImportRun,
  ImportRunChange,
  ImportRuns,
  ImportState,
} from '../../app/import-runs.js';
import type { RowFailure } from '../../app/read-rows.js';
import type { ImportMapping, RowRefusal } from '../../contract/import-kind.js';
import { importQueries } from './queries.js';

const ERRORS_AT_ONCE = 100;

export const importRuns: ImportRuns = {
  async add(queries, run) {
    await importQueries(queries).insertInto('import_run').values(rowOf(run)).execute();
  },

  async find(queries, id) {
    const row = await importQueries(queries)
      .selectFrom('import_run')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? runOf(row) : null;
  },

  async recent(queries, kinds, limit) {
    if (kinds.length === 0) return [];
    const rows = await importQueries(queries)
      .selectFrom('import_run')
      .selectAll()
      .where('kind', 'in', [...kinds])
      .orderBy('created_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(runOf);
  },

  async change(queries, id, states, change) {
    const result = await importQueries(queries)
      .updateTable('import_run')
      .set(changeOf(change))
      .where('id', '=', id)
      .where('state', 'in', [...states])
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  },

  async replaceErrors(queries, runId, errors) {
    const db = importQueries(queries);
    await db.deleteFrom('import_error').where('run_id', '=', runId).execute();
    for (let from = 0; from < errors.length; from += ERRORS_AT_ONCE) {
      const part = errors.slice(from, from + ERRORS_AT_ONCE).map((failure) => ({
        id: newId(),
        run_id: runId,
        line: failure.line,
        column_name: failure.column?.slice(0, 190) ?? null,
        code: failure.refusal.code,
        facts: JSON.stringify(failure.refusal),
      }));
      await db.insertInto('import_error').values(part).execute();
    }
  },

  async errors(queries, runId, limit) {
    const rows = await importQueries(queries)
      .selectFrom('import_error')
      .select(['line', 'column_name', 'facts'])
      .where('run_id', '=', runId)
      .orderBy('line')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map((row): RowFailure => ({
      line: row.line,
      column: row.column_name,
      refusal: JSON.parse(row.facts) as RowRefusal,
    }));
  },
};

export const importProfiles: ImportProfiles = {
  async of(queries, kind) {
    const rows = await importQueries(queries)
      .selectFrom('import_profile')
      .select(['name', 'mapping'])
      .where('kind', '=', kind)
      .orderBy('name')
      .execute();
    return rows.map((row) => ({ name: row.name, mapping: JSON.parse(row.mapping) as ImportMapping }));
  },

  async save(queries, kind, profile, at) {
    const db = importQueries(queries);
    const mapping = JSON.stringify(profile.mapping);
    const updated = await db
      .updateTable('import_profile')
      .set((change) => ({ mapping, updated_at: at, version: change('version', '+', 1) }))
      .where('kind', '=', kind)
      .where('name', '=', profile.name)
      .executeTakeFirst();
    if (updated.numUpdatedRows > 0n) return;
    await db
      .insertInto('import_profile')
      .values({ id: newId(), kind, name: profile.name, mapping, created_at: at, updated_at: at })
      .execute();
  },
};

function runOf(row: Selectable<ImportRunTable>): ImportRun {
  return {
    id: row.id,
    kind: row.kind,
    fileName: row.file_name,
    filePath: row.file_path,
    fileDigest: row.file_digest,
    fileBytes: row.file_bytes,
    mapping: JSON.parse(row.mapping) as ImportMapping,
    mode: row.mode as ImportMode,
    state: row.state as ImportState,
    rows: row.rows,
    created: row.created,
    unchanged: row.unchanged,
    failed: row.failed,
    failedPath: row.failed_path,
    error: row.error,
    jobId: row.job_id,
    requestedBy: row.requested_by,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

function rowOf(run: ImportRun): Insertable<ImportRunTable> {
  return {
    id: run.id,
    kind: run.kind,
    file_name: run.fileName,
    file_path: run.filePath,
    file_digest: run.fileDigest,
    file_bytes: run.fileBytes,
    mapping: JSON.stringify(run.mapping),
    mode: run.mode,
    state: run.state,
    rows: run.rows,
    created: run.created,
    unchanged: run.unchanged,
    failed: run.failed,
    failed_path: run.failedPath,
    error: run.error,
    job_id: run.jobId,
    requested_by: run.requestedBy,
    created_at: run.createdAt,
    finished_at: run.finishedAt,
  };
}

function changeOf(change: ImportRunChange): Updateable<ImportRunTable> {
  const { mapping, failedPath, jobId, finishedAt, ...same } = change;
  return {
    ...same,
    ...(mapping === undefined ? {} : { mapping: JSON.stringify(mapping) }),
    ...(failedPath === undefined ? {} : { failed_path: failedPath }),
    ...(jobId === undefined ? {} : { job_id: jobId }),
    ...(finishedAt === undefined ? {} : { finished_at: finishedAt }),
  };
}
