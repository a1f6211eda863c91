import type { Selectable } from 'kysely';
import type { DashboardTable } from '../../../../generated/tables/analytics.js';
import { mayBeId } from '../../../../src/values/ids.js';
import { parseKept } from '../../../../src/values/kept-json.js';
import {
  UNNAMED,
  type DashboardLine,
  type DashboardRecord,
  type Dashboards,
} from '../../app/dashboard/saved-dashboards.js';
import { readLayout } from '../../domain/dashboard-layout.js';
import { analyticsTables } from './tables.js';

const READ_AT_MOST = 500;
const LINE = ['id', 'user_id', 'name', 'filters', 'shared', 'version'] as const;

export const dashboards: Dashboards = {
  async visibleTo(queries, userId) {
    const rows = await analyticsTables(queries)
      .selectFrom('dashboard')
      .select(LINE)
      .where('name', '!=', UNNAMED)
      .where((either) => either.or([either('user_id', '=', userId), either('shared', '=', true)]))
      .orderBy('name')
      .orderBy('id')
      .limit(READ_AT_MOST)
      .execute();
    return rows.map(lineOf);
  },

  async find(queries, userId, id) {
    if (!mayBeId(id)) return null;
    const row = await analyticsTables(queries)
      .selectFrom('dashboard')
      .selectAll()
      .where('id', '=', id)
      .where('name', '!=', UNNAMED)
      .where((either) => either.or([either('user_id', '=', userId), either('shared', '=', true)]))
      .executeTakeFirst();
    return row ? recordOf(row) : null;
  },

  async named(queries, userId, name) {
    const row = await analyticsTables(queries)
      .selectFrom('dashboard')
      .selectAll()
      .where('user_id', '=', userId)
      .where('name', '=', name)
      .executeTakeFirst();
    return row ? recordOf(row) : null;
  },

  async insert(queries, { id, userId, name, layout, filters, shared, version }, at) {
    await analyticsTables(queries)
      .insertInto('dashboard')
      .values({
        id,
        user_id: userId,
        name,
        layout: JSON.stringify(layout),
        filters: JSON.stringify(filters),
        shared,
        created_at: at,
        updated_at: at,
        version,
      })
      .execute();
  },

  async replace(queries, { id, name, layout, filters, shared, version }, at) {
    const changed = await analyticsTables(queries)
      .updateTable('dashboard')
      .set({
        name,
        ...(layout && { layout: JSON.stringify(layout) }),
        ...(filters !== null && { filters: JSON.stringify(filters) }),
        shared,
        updated_at: at,
        version: version + 1,
      })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    return changed.numUpdatedRows === 1n;
  },

  async remove(queries, id) {
    await analyticsTables(queries).deleteFrom('dashboard').where('id', '=', id).execute();
  },
};

function recordOf(row: Selectable<DashboardTable>): DashboardRecord {
  const layout = parseKept(row.layout);
  return { ...lineOf(row), layout: Array.isArray(layout) ? readLayout(layout) : null };
}

function lineOf(row: Pick<Selectable<DashboardTable>, (typeof LINE)[number]>): DashboardLine {
  const filters = parseKept(row.filters);
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    filters: typeof filters === 'string' ? filters : null,
    shared: row.shared,
    version: row.version,
  };
}
