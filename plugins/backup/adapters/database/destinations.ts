import type { Selectable } from 'kysely';
import type { BackupDestinationTable } from '../../../../generated/tables/backup.js';
import { mayBeId } from '../../../../src/values/ids.js';
import type { Destinations, StoredDestination } from '../../app/stored.js';
import { keptValues } from './read-kept.js';
import { backupTables } from './tables.js';

export const destinations: Destinations = {
  async all(queries) {
    const rows = await backupTables(queries)
      .selectFrom('backup_destination')
      .selectAll()
      .orderBy('name')
      .execute();
    return rows.map(destinationOf);
  },

  async find(queries, id) {
    if (!mayBeId(id)) return null;
    const row = await backupTables(queries)
      .selectFrom('backup_destination')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? destinationOf(row) : null;
  },

  async isNameTaken(queries, name, exceptId) {
    const row = await backupTables(queries)
      .selectFrom('backup_destination')
      .select('id')
      .where('name', '=', name)
      .where('id', '!=', exceptId)
      .executeTakeFirst();
    return row !== undefined;
  },

  async add(queries, destination) {
    await backupTables(queries)
      .insertInto('backup_destination')
      .values({
        ...{ id: destination.id, created_at: destination.createdAt, version: destination.version },
        ...contentOf(destination),
      })
      .execute();
  },

  async change(queries, destination) {
    const result = await backupTables(queries)
      .updateTable('backup_destination')
      .set({ ...contentOf(destination), version: destination.version + 1 })
      .where('id', '=', destination.id)
      .where('version', '=', destination.version)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  },

  async remove(queries, id, version) {
    const result = await backupTables(queries)
      .deleteFrom('backup_destination')
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    return result.numDeletedRows > 0n;
  },
};

function contentOf({ name, kind, place, secrets, active, keep, updatedAt }: StoredDestination) {
  return {
    ...{ name, kind, active, place: JSON.stringify(place), updated_at: updatedAt },
    secrets: Object.keys(secrets).length === 0 ? null : JSON.stringify(secrets),
    ...{ keep_last: keep.last, keep_daily: keep.daily },
    ...{ keep_weekly: keep.weekly, keep_monthly: keep.monthly },
  };
}

function destinationOf(row: Selectable<BackupDestinationTable>): StoredDestination {
  return {
    ...{ id: row.id, name: row.name, kind: row.kind, active: row.active, version: row.version },
    place: keptValues(row.place),
    secrets: keptValues(row.secrets),
    keep: {
      ...{ last: row.keep_last, daily: row.keep_daily },
      ...{ weekly: row.keep_weekly, monthly: row.keep_monthly },
    },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
