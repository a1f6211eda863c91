import type { RetentionLine, RetentionStore, StoredRetentionRun } from '../../app/retention.js';
import { privacyTables } from './tables.js';

export const retentionStore: RetentionStore = {
  async rules(queries) {
    const rows = await privacyTables(queries)
      .selectFrom('retention_rule')
      .select(['data_class', 'days', 'version'])
      .execute();
    return rows.map(({ data_class, days, version }) => ({ dataClass: data_class, days, version }));
  },

  async save(queries, { dataClass, days, version, updatedAt, updatedBy }) {
    const values = { days, updated_at: updatedAt, updated_by: updatedBy, version: version + 1 };
    const tables = privacyTables(queries);
    const { numUpdatedRows } = await tables
      .updateTable('retention_rule')
      .set(values)
      .where('data_class', '=', dataClass)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) return true;
    const known = await tables
      .selectFrom('retention_rule')
      .select('version')
      .where('data_class', '=', dataClass)
      .executeTakeFirst();
    if (known || version !== 0) return false;
    await tables
      .insertInto('retention_rule')
      .values({ data_class: dataClass, ...values })
      .execute();
    return true;
  },

  async addRun(queries, { id, isTrial, state, requestedBy, startedAt, jobId }) {
    await privacyTables(queries)
      .insertInto('retention_run')
      .values({
        ...{ id, is_trial: isTrial, state, job_id: jobId },
        ...{ requested_by: requestedBy, started_at: startedAt },
      })
      .execute();
  },

  async endRun(queries, { id, state, report, finishedAt }) {
    await privacyTables(queries)
      .updateTable('retention_run')
      .set({ state, report: JSON.stringify(report), finished_at: finishedAt })
      .where('id', '=', id)
      .execute();
  },

  async runs(queries, limit) {
    const rows = await privacyTables(queries)
      .selectFrom('retention_run')
      .selectAll()
      .orderBy('started_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row): StoredRetentionRun => ({
      ...{ id: row.id, isTrial: row.is_trial, requestedBy: row.requested_by },
      state: row.state as StoredRetentionRun['state'],
      report: row.report === null ? [] : (JSON.parse(row.report) as readonly RetentionLine[]),
      ...{ startedAt: row.started_at, finishedAt: row.finished_at },
    }));
  },
};
