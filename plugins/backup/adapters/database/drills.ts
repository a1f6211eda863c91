import type { BackupTables } from '../../../../generated/tables/backup.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';
import type { Drills } from '../../app/drills/drills.js';

const tables = (queries: QueryHandle) => queriesOf<BackupTables>(queries);

export const drills: Drills = {
  async add(queries, { id, copyId, fileName, jobId, requestedBy, startedAt }) {
    await tables(queries)
      .insertInto('backup_drill')
      .values({
        ...{ id, state: 'running', copy_id: copyId, file_name: fileName },
        ...{ job_id: jobId, requested_by: requestedBy, started_at: startedAt },
      })
      .execute();
  },

  async end(queries, id, { state, report, certificate, error, finishedAt }) {
    await tables(queries)
      .updateTable('backup_drill')
      .set({
        ...{ state, certificate, error, finished_at: finishedAt },
        report: report && JSON.stringify(report),
      })
      .where('id', '=', id)
      .execute();
  },

  async newestCopy(queries) {
    const row = await tables(queries)
      .selectFrom('backup_copy as copy')
      .innerJoin('backup_run as run', 'run.id', 'copy.run_id')
      .select(['copy.id', 'run.file_name'])
      .where('copy.state', 'in', ['stored', 'proven'])
      .where('run.state', '=', 'done')
      .where('run.sets', '=', '[]')
      .orderBy('run.started_at', 'desc')
      // "proven" comes before "stored"
      .orderBy('copy.state')
      .orderBy('copy.id')
      .limit(1)
      .executeTakeFirst();
    return row ? { copyId: row.id, fileName: row.file_name } : null;
  },

  async lastPassed(queries) {
    const row = await tables(queries)
      .selectFrom('backup_drill')
      .select('finished_at')
      .where('state', '=', 'passed')
      .orderBy('finished_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.finished_at ?? null;
  },
};
