import type { Selectable, Updateable } from 'kysely';
import type { BackupCopyTable } from '../../../../generated/tables/backup.js';
import { mayBeId } from '../../../../src/values/ids.js';
import type { Copies, CopyChange, CopyState, StoredCopy } from '../../app/stored.js';
import { backupTables } from './tables.js';

const THERE: readonly CopyState[] = ['stored', 'proven'];

export const copies: Copies = {
  async add(queries, added) {
    for (const copy of added)
      await backupTables(queries)
        .insertInto('backup_copy')
        .values({
          ...{ id: copy.id, run_id: copy.runId, destination_id: copy.destinationId, state: copy.state },
          ...{ location: copy.location, upload: copy.upload, error: copy.error },
          ...{ stored_at: copy.storedAt, proven_at: copy.provenAt },
        })
        .execute();
  },

  async find(queries, id) {
    if (!mayBeId(id)) return null;
    const row = await backupTables(queries)
      .selectFrom('backup_copy')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? copyOf(row) : null;
  },

  async ofRuns(queries, runIds) {
    if (runIds.length === 0) return [];
    const rows = await backupTables(queries)
      .selectFrom('backup_copy as copy')
      .innerJoin('backup_destination as destination', 'destination.id', 'copy.destination_id')
      .selectAll('copy')
      .where('copy.run_id', 'in', [...runIds])
      .orderBy('destination.name')
      .execute();
    return rows.map(copyOf);
  },

  async change(queries, id, states, change) {
    const result = await backupTables(queries)
      .updateTable('backup_copy')
      .set(changeOf(change))
      .where('id', '=', id)
      .where('state', 'in', [...states])
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  },

  async keptAt(queries, destinationId) {
    const rows = await backupTables(queries)
      .selectFrom('backup_copy as copy')
      .innerJoin('backup_run as run', 'run.id', 'copy.run_id')
      .select(['copy.id', 'copy.state', 'run.started_at'])
      .where('copy.destination_id', '=', destinationId)
      .where('copy.state', 'in', [...THERE])
      .execute();
    return rows.map(({ id, state, started_at }) => ({
      ...{ id, madeAt: started_at, isProven: state === 'proven' },
    }));
  },

  async countAt(queries, destinationId) {
    const { count } = await backupTables(queries)
      .selectFrom('backup_copy')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('destination_id', '=', destinationId)
      .executeTakeFirstOrThrow();
    return Number(count);
  },

  async newestProven(queries) {
    const row = await backupTables(queries)
      .selectFrom('backup_copy as copy')
      .innerJoin('backup_run as run', 'run.id', 'copy.run_id')
      .select(['copy.id', 'copy.run_id', 'run.started_at'])
      .where('copy.state', '=', 'proven')
      .where('run.sets', '=', JSON.stringify([]))
      .orderBy('run.started_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row ? { copyId: row.id, runId: row.run_id, madeAt: row.started_at } : null;
  },
};

function copyOf(row: Selectable<BackupCopyTable>): StoredCopy {
  return {
    id: row.id,
    runId: row.run_id,
    destinationId: row.destination_id,
    state: row.state as CopyState,
    location: row.location,
    bytes: Number(row.bytes),
    upload: row.upload,
    attempts: row.attempts,
    error: row.error,
    storedAt: row.stored_at,
    provenAt: row.proven_at,
  };
}

function changeOf({
  bytes,
  storedAt,
  provenAt,
  removedAt,
  ...same
}: CopyChange): Updateable<BackupCopyTable> {
  return {
    ...same,
    ...(bytes === undefined ? {} : { bytes: BigInt(bytes) }),
    ...(storedAt === undefined ? {} : { stored_at: storedAt }),
    ...(provenAt === undefined ? {} : { proven_at: provenAt }),
    ...(removedAt === undefined ? {} : { removed_at: removedAt }),
  };
}
