import type { Selectable } from 'kysely';
import type { ReportTable } from '../../../../generated/tables/reports.js';
import { mayBeId, newId } from '../../../../src/values/ids.js';
import type { ReadableReport, Reports, StoredReportLine } from '../../app/stored.js';
import { keptDefinition, keptRoles } from './read-kept.js';
import { reportTables } from './tables.js';

const LINE = [
  'id',
  'name',
  'description',
  'owner_id',
  'shared_with',
  'created_at',
  'updated_at',
  'version',
] as const;

export const reports: Reports = {
  async all(queries) {
    const rows = await reportTables(queries).selectFrom('report').select(LINE).orderBy('name').execute();
    return rows.map(lineOf);
  },

  async find(queries, id) {
    if (!mayBeId(id)) return null;
    const row = await reportTables(queries)
      .selectFrom('report')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? { ...lineOf(row), definition: keptDefinition(row.definition) } : null;
  },

  async isNameTaken(queries, ownerId, name, exceptId) {
    const row = await reportTables(queries)
      .selectFrom('report')
      .select('id')
      .where('owner_id', '=', ownerId)
      .where('name', '=', name)
      .where('id', '!=', exceptId)
      .executeTakeFirst();
    return row !== undefined;
  },

  async add(queries, report) {
    await reportTables(queries)
      .insertInto('report')
      .values({
        id: report.id,
        owner_id: report.ownerId,
        created_at: report.createdAt,
        version: report.version,
        ...contentOf(report),
      })
      .execute();
  },

  async change(queries, report) {
    const result = await reportTables(queries)
      .updateTable('report')
      .set({ ...contentOf(report), version: report.version + 1 })
      .where('id', '=', report.id)
      .where('version', '=', report.version)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  },

  async remove(queries, id, version) {
    const db = reportTables(queries);
    const result = await db
      .deleteFrom('report')
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    return result.numDeletedRows > 0n;
  },

  async revisions(queries, reportId) {
    const rows = await reportTables(queries)
      .selectFrom('report_revision')
      .selectAll()
      .where('report_id', '=', reportId)
      .orderBy('revision', 'desc')
      .execute();
    return rows.map((row) => ({
      revision: row.revision,
      definition: keptDefinition(row.definition),
      savedBy: row.saved_by,
      savedAt: row.saved_at,
    }));
  },

  async addRevision(queries, reportId, { revision, definition, savedBy, savedAt }) {
    await reportTables(queries)
      .insertInto('report_revision')
      .values({
        id: newId(),
        report_id: reportId,
        revision,
        definition: JSON.stringify(definition),
        saved_by: savedBy,
        saved_at: savedAt,
      })
      .execute();
  },
};

function contentOf(report: ReadableReport) {
  return {
    name: report.name,
    description: report.description,
    definition: JSON.stringify(report.definition),
    shared_with: JSON.stringify(report.sharedWith),
    updated_at: report.updatedAt,
  };
}

function lineOf(row: Pick<Selectable<ReportTable>, (typeof LINE)[number]>): StoredReportLine {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    ownerId: row.owner_id,
    sharedWith: keptRoles(row.shared_with),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}
