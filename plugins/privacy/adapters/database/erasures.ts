import type { Selectable } from 'kysely';
import type { PrivacyTables } from '../../../../generated/tables/privacy.js';
import type { SubjectKind } from '../../../../src/kernel/personal-data.js';
import type { Refusal } from '../../../../src/values/result.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import type { ErasureChange, ErasureProgress, Erasures } from '../../app/erase-subject.js';
import type { ErasedAgain, ErasureReport, StoredErasure } from '../../app/stored.js';
import type { ErasureState } from '../../contract/requests.js';
import { privacyTables } from './tables.js';

/** What stands in the column `report`. */
interface KeptReport {
  readonly classes?: ErasureReport;
  readonly again?: readonly ErasedAgain[];
  readonly error?: Refusal | null;
  readonly knownBy?: readonly string[] | null;
  readonly counted?: ErasureReport;
  readonly performer?: string | null;
}

type Row = Selectable<PrivacyTables['erasure']>;

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

  async begin(tx, { id, subjectKind, subjectId, reason, requestedBy, requestedAt }) {
    const tables = privacyTables(tx.queries);
    const begun = { reason, state: 'running', requested_by: requestedBy, requested_at: requestedAt };
    const insert = tables
      .insertInto('erasure')
      .values({ id, subject_kind: subjectKind, subject_id: subjectId, ...begun });
    const made = await insertIgnore(tx.dialect, insert, 'id').executeTakeFirst();
    if (made.numInsertedOrUpdatedRows === 1n) return id;
    const row = await forUpdate(
      tx.dialect,
      tables
        .selectFrom('erasure')
        .selectAll()
        .where('subject_kind', '=', subjectKind)
        .where('subject_id', '=', subjectId),
    ).executeTakeFirstOrThrow();
    if (row.state === 'running') return null;
    await tables
      .updateTable('erasure')
      .set({ ...begun, ...written(row, { error: null }) })
      .where('id', '=', row.id)
      .execute();
    return row.id;
  },

  async change(tx, id, change) {
    const tables = privacyTables(tx.queries);
    const row = await forUpdate(
      tx.dialect,
      tables.selectFrom('erasure').selectAll().where('id', '=', id),
    ).executeTakeFirst();
    if (!row) return null;
    const before = fromRow(row);
    const set = change(before);
    if (!set) return null;
    await tables.updateTable('erasure').set(written(row, set)).where('id', '=', id).execute();
    return before;
  },
};

/** Columns of a change; what the column `report` holds besides stays in it. */
function written(row: Row, { state, doneAt, jobId, repeated, report, ...kept }: ErasureChange): Partial<Row> {
  return {
    ...(state === undefined ? {} : { state }),
    ...(doneAt === undefined ? {} : { done_at: doneAt }),
    ...(jobId === undefined ? {} : { job_id: jobId }),
    ...(repeated === undefined ? {} : { repeated }),
    report: JSON.stringify({
      ...parsed(row.report),
      ...kept,
      ...(report === undefined ? {} : { classes: report }),
    }),
  };
}

function parsed(report: string | null): KeptReport {
  return report === null ? {} : (JSON.parse(report) as KeptReport);
}

function fromRow(row: Row): StoredErasure & ErasureProgress {
  const {
    classes = [],
    again = [],
    error = null,
    knownBy = null,
    counted = [],
    performer = null,
  } = parsed(row.report);
  return {
    ...{ id: row.id, reason: row.reason, report: classes, again, error, repeated: row.repeated },
    ...{ knownBy, counted, performer },
    subjectKind: row.subject_kind as SubjectKind,
    subjectId: row.subject_id,
    state: row.state as ErasureState,
    jobId: row.job_id,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    doneAt: row.done_at,
  };
}
