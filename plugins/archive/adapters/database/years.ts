import type { Kysely } from 'kysely';
import type { ArchiveTables } from '../../../../generated/tables/archive.js';
import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { newId } from '../../../../src/values/ids.js';
import type { ArchivedYear, ArchivedYears } from '../../app/years.js';

function archiveTables(queries: QueryHandle): Kysely<ArchiveTables> {
  return queriesOf<ArchiveTables>(queries);
}

export function makeArchivedYears(dialect: Dialect): ArchivedYears {
  const years = (queries: QueryHandle) =>
    archiveTables(queries)
      .selectFrom('archived_year')
      .select(['id', 'year', 'state', 'file_name as fileName', 'sha256'])
      .$castTo<ArchivedYear>();
  const ofYear = (queries: QueryHandle, year: number) => years(queries).where('year', '=', year);

  return {
    find: async (queries, year) => (await ofYear(queries, year).executeTakeFirst()) ?? null,

    ofId: async (queries, id) => (await years(queries).where('id', '=', id).executeTakeFirst()) ?? null,

    lock: async (tx, year) => (await forUpdate(dialect, ofYear(tx.queries, year)).executeTakeFirst()) ?? null,

    async begin(tx, { year, fileName, requestedBy, at }) {
      const begun = { state: 'moving', file_name: fileName, sha256: null, manifest: null, error: null };
      const insert = archiveTables(tx.queries)
        .insertInto('archived_year')
        .values({ id: newId(), year, ...begun, requested_by: requestedBy, created_at: at });
      const { numInsertedOrUpdatedRows } = await insertIgnore(dialect, insert, 'year').executeTakeFirst();
      if (numInsertedOrUpdatedRows === 1n) return null;
      const known = await forUpdate(dialect, ofYear(tx.queries, year)).executeTakeFirstOrThrow();
      if (known.state === 'moved') return null;
      await archiveTables(tx.queries)
        .updateTable('archived_year')
        .set((row) => ({ ...begun, requested_by: requestedBy, version: row('version', '+', 1) }))
        .where('year', '=', year)
        .execute();
      return known.fileName;
    },

    async moved(tx, { year, sha256, bytes, manifest, at }) {
      await archiveTables(tx.queries)
        .updateTable('archived_year')
        .set((row) => ({
          ...{ state: 'moved', sha256, bytes: BigInt(bytes), manifest, moved_at: at, returned_at: null },
          version: row('version', '+', 1),
        }))
        .where('year', '=', year)
        .execute();
    },

    async returned(tx, year, at) {
      await archiveTables(tx.queries)
        .updateTable('archived_year')
        .set((row) => ({ state: 'returned', returned_at: at, version: row('version', '+', 1) }))
        .where('year', '=', year)
        .execute();
    },

    async failed(queries, fileName, error) {
      await archiveTables(queries)
        .updateTable('archived_year')
        .set((row) => ({ state: 'failed', error, version: row('version', '+', 1) }))
        .where('file_name', '=', fileName)
        .where('state', '=', 'moving')
        .execute();
    },
  };
}
