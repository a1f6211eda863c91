import { sql, type Expression, type SqlBool } from 'kysely';
import type { Language } from '../../../../../src/kernel/permissions.js';
import type { SubjectKind } from '../../../../../src/kernel/personal-data.js';
import type { PluginContext } from '../../../../../src/kernel/plugin.js';
import { scopeCondition } from '../../../../../src/query/row-scope.js';
import type { Consents, StoredConsent, SubjectScope } from '../../../app/consents/stored.js';
import { describedTables } from '../described-tables.js';
import { privacyTables } from '../tables.js';

export const consents: Consents = {
  async add(queries, consent) {
    await privacyTables(queries)
      .insertInto('consent_entry')
      .values({
        ...{ id: consent.id, wording_id: consent.wordingId, purpose: consent.purpose, at: consent.at },
        ...{ subject_kind: consent.subjectKind, subject_id: consent.subjectId, given: consent.given },
        ...{ language: consent.language, source: consent.source, recorded_by: consent.recordedBy },
      })
      .execute();
  },

  async history(queries, { kind, id }) {
    const rows = await privacyTables(queries)
      .selectFrom('consent_entry')
      .selectAll()
      .where('subject_kind', '=', kind)
      .where('subject_id', '=', id)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .execute();
    return rows.map(fromRow);
  },

  async standing(context, { among, newestWordings, purpose, standing, subject, after, limit }) {
    let query = privacyTables(context.database.queries)
      .selectFrom('consent_entry as e')
      .selectAll('e')
      .where((builder) =>
        builder.not(
          builder.exists(
            builder
              .selectFrom('consent_entry as later')
              .select('later.id')
              .whereRef('later.subject_kind', '=', 'e.subject_kind')
              .whereRef('later.subject_id', '=', 'e.subject_id')
              .whereRef('later.purpose', '=', 'e.purpose')
              .where((inner) =>
                inner.or([
                  inner('later.at', '>', inner.ref('e.at')),
                  inner.and([
                    inner('later.at', '=', inner.ref('e.at')),
                    inner('later.id', '>', inner.ref('e.id')),
                  ]),
                ]),
              ),
          ),
        ),
      )
      .where((builder) => builder.or(among.map((each) => isAmong(context, each))));
    if (purpose !== null) query = query.where('e.purpose', '=', purpose);
    if (standing !== null) query = query.where('e.given', '=', standing !== 'withdrawn');
    if (standing === 'outdated' && newestWordings.length > 0)
      query = query.where('e.wording_id', 'not in', newestWordings);
    if (subject !== null) query = query.where('e.subject_kind', '=', subject.kind);
    if (subject !== null && subject.id !== null) query = query.where('e.subject_id', '=', subject.id);
    if (after !== null)
      query = query.where((builder) =>
        builder.or([
          builder('e.at', '<', after.at),
          builder.and([builder('e.at', '=', after.at), builder('e.id', '<', after.id)]),
        ]),
      );
    const rows = await query.orderBy('e.at', 'desc').orderBy('e.id', 'desc').limit(limit).execute();
    return rows.map(fromRow);
  },
};

/** Whoever may see all subjects of a kind sees those as well that are here no more. */
function isAmong({ personalData }: PluginContext, { kind, scope }: SubjectScope): Expression<SqlBool> {
  const table = describedTables(personalData).ofSubjects(kind);
  if (!table) return sql<SqlBool>`1 = 0`;
  const subject = scopeCondition(
    { kind: 'through', column: 'subject_id', table: table.table, key: 'id', scope },
    'e',
  );
  return sql<SqlBool>`(${sql.ref('e.subject_kind')} = ${kind} and ${subject})`;
}

function fromRow(row: {
  id: string;
  wording_id: string;
  purpose: string;
  subject_kind: string;
  subject_id: string;
  given: boolean;
  language: string;
  source: string;
  at: Date;
  recorded_by: string | null;
}): StoredConsent {
  return {
    ...{ id: row.id, wordingId: row.wording_id, purpose: row.purpose, given: row.given, at: row.at },
    ...{ subjectKind: row.subject_kind as SubjectKind, subjectId: row.subject_id },
    ...{ language: row.language as Language, source: row.source, recordedBy: row.recorded_by },
  };
}
