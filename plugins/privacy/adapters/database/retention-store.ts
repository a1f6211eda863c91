import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { RetentionRunTable } from '../../../../generated/tables/privacy.js';
import type { QueryHandle, Transaction } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import { parseKept } from '../../../../src/values/kept-json.js';
import type { RetentionStore, StoredRetentionRun } from '../../app/retention.js';
import { withTaken } from '../../domain/retention.js';
import { privacyTables } from './tables.js';

const keptReport = z.array(
  z.object({ dataClass: z.string(), days: z.number(), rows: z.number(), oldest: z.string().nullable() }),
);
const keptRefusal = z.looseObject({ code: z.string() });

export const retentionStore: RetentionStore = {
  async rules(queries) {
    const rows = await privacyTables(queries)
      .selectFrom('retention_rule')
      .select(['data_class', 'days', 'version'])
      .execute();
    return rows.map(({ data_class, days, version }) => ({ dataClass: data_class, days, version }));
  },

  async save({ dialect, queries }, { dataClass, days, version, updatedAt, updatedBy }) {
    const values = { days, updated_at: updatedAt, updated_by: updatedBy, version: version + 1 };
    const tables = privacyTables(queries);
    const { numUpdatedRows } = await tables
      .updateTable('retention_rule')
      .set(values)
      .where('data_class', '=', dataClass)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) return true;
    if (version !== 0) return false;
    const insert = tables.insertInto('retention_rule').values({ data_class: dataClass, ...values });
    const inserted = await insertIgnore(dialect, insert, 'data_class').executeTakeFirst();
    return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
  },

  async addRun(queries, run) {
    await privacyTables(queries)
      .insertInto('retention_run')
      .values({
        ...{ id: run.id, is_trial: run.isTrial, state: run.state, job_id: run.jobId },
        ...{ report: JSON.stringify(run.report), error: run.error ? JSON.stringify(run.error) : null },
        ...{ requested_by: run.requestedBy, started_at: run.startedAt, finished_at: run.finishedAt },
      })
      .execute();
  },

  async setJob(queries, runId, jobId) {
    await privacyTables(queries)
      .updateTable('retention_run')
      .set({ job_id: jobId })
      .where('id', '=', runId)
      .execute();
  },

  async addTaken(tx, runId, line) {
    const run = await held(tx, runId);
    if (run?.state !== 'running') throw new Error(`the run ${runId} of the retention has ended`);
    await privacyTables(tx.queries)
      .updateTable('retention_run')
      .set({ report: JSON.stringify(withTaken(run.report, line)) })
      .where('id', '=', runId)
      .execute();
  },

  async endRun(tx, { id, state, error, finishedAt }) {
    const run = await held(tx, id);
    if (run?.state !== 'running') return null;
    await privacyTables(tx.queries)
      .updateTable('retention_run')
      .set({ state, error: error ? JSON.stringify(error) : null, finished_at: finishedAt })
      .where('id', '=', id)
      .execute();
    return { ...run, state, error, finishedAt };
  },

  async find(queries, runId) {
    const row = await allOf(queries).where('id', '=', runId).executeTakeFirst();
    return row ? fromRow(row) : null;
  },

  async underWay(queries) {
    const rows = await allOf(queries).where('is_trial', '=', false).where('state', '=', 'running').execute();
    return rows.map(fromRow);
  },

  async runs(queries, limit, before) {
    const rows = await allOf(queries)
      .$if(before !== undefined, (query) => query.where('id', '<', before!))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(fromRow);
  },
};

function allOf(queries: QueryHandle) {
  return privacyTables(queries).selectFrom('retention_run').selectAll();
}

async function held({ dialect, queries }: Transaction, runId: string): Promise<StoredRetentionRun | null> {
  const row = await forUpdate(dialect, allOf(queries).where('id', '=', runId)).executeTakeFirst();
  return row ? fromRow(row) : null;
}

function fromRow(row: Selectable<RetentionRunTable>): StoredRetentionRun {
  return {
    ...{ id: row.id, isTrial: row.is_trial, jobId: row.job_id, requestedBy: row.requested_by },
    state: row.state as StoredRetentionRun['state'],
    report: row.report === null ? [] : (keptReport.safeParse(parseKept(row.report)).data ?? []),
    error: row.error === null ? null : (keptRefusal.safeParse(parseKept(row.error)).data ?? null),
    ...{ startedAt: row.started_at, finishedAt: row.finished_at },
  };
}
