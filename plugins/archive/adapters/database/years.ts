import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { ArchivedYearTable, ArchiveTables } from '../../../../generated/tables/archive.js';
import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { newId } from '../../../../src/values/ids.js';
import { parseKept } from '../../../../src/values/kept-json.js';
import type { ArchivedYear, ArchivedYears, FileCopy, YearState } from '../../app/years.js';

function archiveTables(queries: QueryHandle): Kysely<ArchiveTables> {
  return queriesOf<ArchiveTables>(queries);
}

export function makeArchivedYears(dialect: Dialect): ArchivedYears {
  const years = (queries: QueryHandle) => archiveTables(queries).selectFrom('archived_year').selectAll();
  const ofYear = (queries: QueryHandle, year: number) => years(queries).where('year', '=', year);
  const change = (queries: QueryHandle, year: number, states: readonly YearState[]) =>
    archiveTables(queries)
      .updateTable('archived_year')
      .set((row) => ({ version: row('version', '+', 1) }))
      .where('year', '=', year)
      .where('state', 'in', states);

  return {
    all: async (queries) => (await years(queries).orderBy('year', 'desc').execute()).map(yearOf),

    find: async (queries, year) => found(await ofYear(queries, year).executeTakeFirst()),

    lock: async (tx, year) => found(await forUpdate(dialect, ofYear(tx.queries, year)).executeTakeFirst()),

    async begin(tx, { year, fileName, jobId, requestedBy, at }) {
      const begun = {
        ...{ state: 'moving', file_name: fileName, job_id: jobId, requested_by: requestedBy },
        ...{ sha256: null, manifest: null, copies: null, proven_at: null, error: null },
      };
      const insert = archiveTables(tx.queries)
        .insertInto('archived_year')
        .values({ id: newId(), year, ...begun, created_at: at });
      const { numInsertedOrUpdatedRows } = await insertIgnore(dialect, insert, 'year').executeTakeFirst();
      if (numInsertedOrUpdatedRows === 1n) return null;
      const known = await forUpdate(dialect, ofYear(tx.queries, year)).executeTakeFirstOrThrow();
      if (known.state === 'moved' || known.state === 'returning') return null;
      await change(tx.queries, year, ['moving', 'returned', 'failed']).set(begun).execute();
      return known.file_name;
    },

    async moved(tx, { year, sha256, bytes, manifest, copies, at }) {
      await change(tx.queries, year, ['moving'])
        .set({
          ...{ state: 'moved', sha256, bytes: BigInt(bytes), manifest, copies: JSON.stringify(copies) },
          ...{ moved_at: at, proven_at: at, returned_at: null, error: null },
        })
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

    async returning(tx, { year, jobId, requestedBy }) {
      await change(tx.queries, year, ['moved', 'returning'])
        .set({ state: 'returning', job_id: jobId, requested_by: requestedBy, error: null })
        .execute();
    },

    async returned(tx, year, at) {
      await change(tx.queries, year, ['moved', 'returning'])
        .set({ state: 'returned', returned_at: at, error: null })
        .execute();
    },

    async notReturned(queries, year, error) {
      await change(queries, year, ['returning']).set({ state: 'moved', error }).execute();
    },

    async proven(queries, year, { provenAt, copies, error }) {
      await change(queries, year, ['moved', 'returning'])
        .set({ proven_at: provenAt, copies: JSON.stringify(copies), error })
        .execute();
    },
  };
}

function found(row: Selectable<ArchivedYearTable> | undefined): ArchivedYear | null {
  return row ? yearOf(row) : null;
}

function yearOf(row: Selectable<ArchivedYearTable>): ArchivedYear {
  return {
    ...{ id: row.id, year: row.year, state: row.state as YearState, fileName: row.file_name },
    ...{ sha256: row.sha256, bytes: row.bytes, error: row.error, jobId: row.job_id },
    ...{ requestedBy: row.requested_by, movedAt: row.moved_at, returnedAt: row.returned_at },
    ...{ provenAt: row.proven_at, copies: copiesOf(row.copies) },
  };
}

const copy = z.object({
  place: z.string(),
  name: z.string(),
  location: z.string(),
  provenAt: z.string().nullable(),
});

function copiesOf(kept: string | null): readonly FileCopy[] {
  return kept === null ? [] : (z.array(copy).safeParse(parseKept(kept)).data ?? []);
}
