import type { Selectable, Updateable } from 'kysely';
import type { BackupTables, RestoreRequestTable } from '../../../../generated/tables/backup.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { mayBeId } from '../../../../src/values/ids.js';
import type {
  RequestChange,
  RequestState,
  RestoreRequest,
  RestoreRequests,
} from '../../app/restoring/restore-requests.js';
import type { ConflictPolicy } from '../../domain/wanted.js';
import { keptWanted } from '../kept-wanted.js';

export const restoreRequests: RestoreRequests = {
  async add(queries, { id, copyId, fileName, wanted, conflicts, state, requestedBy, requestedAt }) {
    await queriesOf<BackupTables>(queries)
      .insertInto('restore_request')
      .values({
        ...{ id, conflicts, state },
        copy_id: copyId,
        file_name: fileName,
        wanted: JSON.stringify(wanted),
        requested_by: requestedBy,
        requested_at: requestedAt,
      })
      .execute();
  },

  async find(queries, id) {
    if (!mayBeId(id)) return null;
    const row = await queriesOf<BackupTables>(queries)
      .selectFrom('restore_request')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? requestOf(row) : null;
  },

  async change(queries, id, states, change) {
    const { numUpdatedRows } = await queriesOf<BackupTables>(queries)
      .updateTable('restore_request')
      .set(changeOf(change))
      .where('id', '=', id)
      .where('state', 'in', [...states])
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  async copyToRestore(queries, copyId) {
    if (!mayBeId(copyId)) return null;
    const row = await queriesOf<BackupTables>(queries)
      .selectFrom('backup_copy as copy')
      .innerJoin('backup_run as run', 'run.id', 'copy.run_id')
      .select('run.file_name')
      .where('copy.id', '=', copyId)
      .where('copy.state', 'in', ['stored', 'proven'])
      .executeTakeFirst();
    return row ? { fileName: row.file_name } : null;
  },
};

function requestOf(row: Selectable<RestoreRequestTable>): RestoreRequest {
  return {
    id: row.id,
    copyId: row.copy_id ?? '',
    fileName: row.file_name,
    sha256: row.sha256,
    wanted: keptWanted(row.wanted),
    conflicts: row.conflicts as ConflictPolicy,
    state: row.state as RequestState,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    decidedBy: row.decided_by,
  };
}

function changeOf({
  effect,
  jobId,
  decidedBy,
  decidedAt,
  finishedAt,
  ...same
}: RequestChange): Updateable<RestoreRequestTable> {
  return {
    ...same,
    ...(effect === undefined ? {} : { effect: JSON.stringify(effect) }),
    ...(jobId === undefined ? {} : { job_id: jobId }),
    ...(decidedBy === undefined ? {} : { decided_by: decidedBy }),
    ...(decidedAt === undefined ? {} : { decided_at: decidedAt }),
    ...(finishedAt === undefined ? {} : { finished_at: finishedAt }),
  };
}
