import { forUpdate } from '../../../../../src/query/for-update.js';
import type { StoredWording, Wordings } from '../../../app/consents/stored.js';
import type { WordingTexts } from '../../../domain/consents/wording.js';
import { privacyTables } from '../tables.js';

export const wordings: Wordings = {
  async list(queries) {
    const rows = await privacyTables(queries)
      .selectFrom('consent_wording')
      .selectAll()
      .orderBy('purpose')
      .orderBy('edition', 'desc')
      .execute();
    return rows.map(fromRow);
  },

  async find(queries, id) {
    const row = await privacyTables(queries)
      .selectFrom('consent_wording')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? fromRow(row) : null;
  },

  async newest(queries, purpose) {
    const row = await privacyTables(queries)
      .selectFrom('consent_wording')
      .selectAll()
      .where('purpose', '=', purpose)
      .orderBy('edition', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row ? fromRow(row) : null;
  },

  async lock({ dialect, queries }, purpose) {
    const editions = privacyTables(queries)
      .selectFrom('consent_wording')
      .select('id')
      .where('purpose', '=', purpose);
    await forUpdate(dialect, editions).execute();
  },

  // The first of a purpose finds nothing to lock: then the key refuses the second. MySQL's insertIgnore would try an update, which the
  // table does not take.
  async add({ dialect, queries }, { id, purpose, edition, texts, publishedAt, publishedBy }) {
    const insert = privacyTables(queries)
      .insertInto('consent_wording')
      .values({
        ...{ id, purpose, edition, texts: JSON.stringify(texts) },
        ...{ published_at: publishedAt, published_by: publishedBy },
      });
    const once =
      dialect === 'mysql' ? insert.ignore() : insert.onConflict((conflict) => conflict.doNothing());
    const { numInsertedOrUpdatedRows = 0n } = await once.executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows > 0n;
  },
};

function fromRow(row: {
  id: string;
  purpose: string;
  edition: number;
  texts: string;
  published_at: Date;
  published_by: string | null;
}): StoredWording {
  return {
    ...{ id: row.id, purpose: row.purpose, edition: row.edition },
    texts: JSON.parse(row.texts) as WordingTexts,
    ...{ publishedAt: row.published_at, publishedBy: row.published_by },
  };
}
