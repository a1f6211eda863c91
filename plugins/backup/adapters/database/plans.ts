import type { NotNull, Selectable } from 'kysely';
import type { BackupPlanTable } from '../../../../generated/tables/backup.js';
import { mayBeId } from '../../../../src/values/ids.js';
import type { Plans, StoredPlan } from '../../app/stored.js';
import { keptNames } from './read-kept.js';
import { backupTables } from './tables.js';

export const plans: Plans = {
  async all(queries) {
    const rows = await backupTables(queries).selectFrom('backup_plan').selectAll().orderBy('name').execute();
    return rows.map(planOf);
  },

  async find(queries, id) {
    if (!mayBeId(id)) return null;
    const row = await backupTables(queries)
      .selectFrom('backup_plan')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? planOf(row) : null;
  },

  async isNameTaken(queries, name, exceptId) {
    const row = await backupTables(queries)
      .selectFrom('backup_plan')
      .select('id')
      .where('name', '=', name)
      .where('id', '!=', exceptId)
      .executeTakeFirst();
    return row !== undefined;
  },

  async add(queries, plan) {
    await backupTables(queries)
      .insertInto('backup_plan')
      .values({
        ...{ id: plan.id, created_at: plan.createdAt, version: plan.version },
        ...{ last_run_at: plan.lastRunAt, last_error: plan.lastError },
        ...contentOf(plan),
      })
      .execute();
  },

  async change(queries, plan) {
    const result = await backupTables(queries)
      .updateTable('backup_plan')
      .set({ ...contentOf(plan), version: plan.version + 1 })
      .where('id', '=', plan.id)
      .where('version', '=', plan.version)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  },

  async remove(queries, id, version) {
    const result = await backupTables(queries)
      .deleteFrom('backup_plan')
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    return result.numDeletedRows > 0n;
  },

  async due(queries, at) {
    const rows = await backupTables(queries)
      .selectFrom('backup_plan')
      .selectAll()
      .where('active', '=', true)
      .where('next_run_at', '<=', at)
      .$narrowType<{ next_run_at: NotNull }>()
      .orderBy('next_run_at')
      .execute();
    return rows.map((row) => ({ ...planOf(row), nextRunAt: row.next_run_at }));
  },

  async advance(queries, id, from, next) {
    const result = await backupTables(queries)
      .updateTable('backup_plan')
      .set({ next_run_at: next })
      .where('id', '=', id)
      .where('next_run_at', '=', from)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  },

  async noteOutcome(queries, id, at, error) {
    await backupTables(queries)
      .updateTable('backup_plan')
      .set({ last_run_at: at, last_error: error })
      .where('id', '=', id)
      .execute();
  },
};

function contentOf(plan: StoredPlan) {
  return {
    ...{ name: plan.name, cron: plan.cron, zone: plan.zone, rows: plan.rows, active: plan.active },
    sets: JSON.stringify(plan.sets),
    destinations: JSON.stringify(plan.destinations),
    ...{ next_run_at: plan.nextRunAt, updated_at: plan.updatedAt },
  };
}

function planOf(row: Selectable<BackupPlanTable>): StoredPlan {
  return {
    ...{ id: row.id, name: row.name, cron: row.cron, zone: row.zone, active: row.active },
    sets: keptNames(row.sets),
    rows: row.rows as StoredPlan['rows'],
    destinations: keptNames(row.destinations),
    nextRunAt: row.next_run_at,
    lastRunAt: row.last_run_at,
    lastError: row.last_error,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}
