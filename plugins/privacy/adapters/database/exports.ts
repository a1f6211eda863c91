import type { SubjectKind } from '../../../../src/kernel/personal-data.js';
import type { Exports, StoredExport } from '../../app/stored.js';
import type { ExportState } from '../../contract/requests.js';
import { privacyTables } from './tables.js';

export const exports: Exports = {
  async add(queries, made) {
    await privacyTables(queries)
      .insertInto('subject_export')
      .values({
        ...{ id: made.id, subject_kind: made.subjectKind, subject_id: made.subjectId, state: made.state },
        ...{ requested_by: made.requestedBy, created_at: made.createdAt, job_id: made.jobId },
      })
      .execute();
  },

  async find(queries, id) {
    const row = await privacyTables(queries)
      .selectFrom('subject_export')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? fromRow(row) : null;
  },

  async change(queries, id, from, set) {
    const columns: Readonly<Record<string, string>> = {
      ...{ state: 'state', filePath: 'file_path', fileName: 'file_name', records: 'records' },
      ...{ bytes: 'bytes', digest: 'digest', error: 'error', jobId: 'job_id', expiresAt: 'expires_at' },
    };
    const values = Object.entries(set).map(([name, value]) => [columns[name] ?? name, value] as const);
    const { numUpdatedRows } = await privacyTables(queries)
      .updateTable('subject_export')
      .set(Object.fromEntries(values))
      .where('id', '=', id)
      .where('state', 'in', [...from])
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  async of(queries, { kind, id }) {
    const rows = await privacyTables(queries)
      .selectFrom('subject_export')
      .selectAll()
      .where('subject_kind', '=', kind)
      .where('subject_id', '=', id)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .execute();
    return rows.map(fromRow);
  },

  async list(queries, most) {
    const rows = await privacyTables(queries)
      .selectFrom('subject_export')
      .selectAll()
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(most)
      .execute();
    return rows.map(fromRow);
  },

  async paths(queries) {
    const rows = await privacyTables(queries)
      .selectFrom('subject_export')
      .select('file_path')
      .where('file_path', 'is not', null)
      .execute();
    return new Set(rows.flatMap(({ file_path }) => file_path ?? []));
  },

  async open(queries) {
    const rows = await privacyTables(queries)
      .selectFrom('subject_export')
      .selectAll()
      .where('state', 'in', ['waiting', 'running'])
      .execute();
    return rows.map(fromRow);
  },

  async expired(queries, now) {
    const rows = await privacyTables(queries)
      .selectFrom('subject_export')
      .selectAll()
      .where('state', '=', 'ready')
      .where('expires_at', '<=', now)
      .execute();
    return rows.map(fromRow);
  },
};

interface Row {
  id: string;
  subject_kind: string;
  subject_id: string;
  state: string;
  file_path: string | null;
  file_name: string | null;
  records: bigint;
  bytes: bigint;
  digest: string | null;
  error: string | null;
  job_id: string | null;
  requested_by: string | null;
  created_at: Date;
  expires_at: Date | null;
}

function fromRow(row: Row): StoredExport {
  return {
    ...{ id: row.id, subjectKind: row.subject_kind as SubjectKind, subjectId: row.subject_id },
    ...{ state: row.state as ExportState, filePath: row.file_path, fileName: row.file_name },
    ...{ records: row.records, bytes: row.bytes, digest: row.digest, error: row.error },
    ...{ jobId: row.job_id, requestedBy: row.requested_by },
    ...{ createdAt: row.created_at, expiresAt: row.expires_at },
  };
}
