import type { SubjectKind } from '../../../../src/kernel/personal-data.js';
import type { ErasureChange, ErasureProgress, Erasures } from '../../app/erase-subject.js';
import type { ErasureReport, ErasureState, StoredErasure } from '../../app/stored.js';
import type { Refusal } from '../../../../src/values/result.js';
import { privacyTables } from './tables.js';

/** What stands in the column `report`. */
interface KeptReport {
  readonly classes?: ErasureReport;
  readonly error?: Refusal | null;
  readonly knownBy?: readonly string[] | null;
}

export const erasures: Erasures = {
  async find(queries, id) {
    const row = await privacyTables(queries)
      .selectFrom('erasure')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? fromRow(row) : null;
  },

  async of(queries, { kind, id }) {
    const row = await privacyTables(queries)
      .selectFrom('erasure')
      .selectAll()
      .where('subject_kind', '=', kind)
      .where('subject_id', '=', id)
      .executeTakeFirst();
    return row ? fromRow(row) : null;
  },

  async list(queries) {
    const rows = await privacyTables(queries)
      .selectFrom('erasure')
      .selectAll()
      .orderBy('requested_at', 'desc')
      .orderBy('id', 'desc')
      .execute();
    return rows.map(fromRow);
  },

  async begin(queries, { id, subjectKind, subjectId, reason, requestedBy, requestedAt }) {
    const begun = {
      ...{ reason, state: 'running', report: null, job_id: null },
      ...{ requested_by: requestedBy, requested_at: requestedAt },
    };
    const { numUpdatedRows } = await privacyTables(queries)
      .updateTable('erasure')
      .set(begun)
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) return;
    await privacyTables(queries)
      .insertInto('erasure')
      .values({ id, subject_kind: subjectKind, subject_id: subjectId, ...begun })
      .execute();
  },

  async change(queries, id, set) {
    const tables = privacyTables(queries);
    const { state, doneAt, jobId, repeated } = set;
    const report = isReported(set) ? await reportWith(queries, id, set) : undefined;
    const values = {
      ...(state === undefined ? {} : { state }),
      ...(doneAt === undefined ? {} : { done_at: doneAt }),
      ...(jobId === undefined ? {} : { job_id: jobId }),
      ...(repeated === undefined ? {} : { repeated }),
      ...(report === undefined ? {} : { report }),
    };
    await tables.updateTable('erasure').set(values).where('id', '=', id).execute();
  },
};

function isReported(set: ErasureChange): boolean {
  return set.report !== undefined || set.error !== undefined || set.knownBy !== undefined;
}

async function reportWith(
  queries: Parameters<Erasures['find']>[0],
  id: string,
  { report, error, knownBy }: ErasureChange,
): Promise<string> {
  const row = await privacyTables(queries)
    .selectFrom('erasure')
    .select('report')
    .where('id', '=', id)
    .executeTakeFirst();
  const before = parsed(row?.report ?? null);
  return JSON.stringify({
    ...before,
    ...(report === undefined ? {} : { classes: report }),
    ...(error === undefined ? {} : { error }),
    ...(knownBy === undefined ? {} : { knownBy }),
  });
}

function parsed(report: string | null): KeptReport {
  return report === null ? {} : (JSON.parse(report) as KeptReport);
}

function fromRow(row: {
  id: string;
  subject_kind: string;
  subject_id: string;
  reason: string;
  state: string;
  report: string | null;
  job_id: string | null;
  requested_by: string | null;
  requested_at: Date;
  done_at: Date | null;
  repeated: number;
}): StoredErasure & ErasureProgress {
  const { classes = [], error = null, knownBy = null } = parsed(row.report);
  return {
    ...{ id: row.id, reason: row.reason, report: classes, error, knownBy, repeated: row.repeated },
    subjectKind: row.subject_kind as SubjectKind,
    subjectId: row.subject_id,
    state: row.state as ErasureState,
    jobId: row.job_id,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    doneAt: row.done_at,
  };
}
