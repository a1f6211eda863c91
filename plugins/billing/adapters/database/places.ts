import { sql, type Expression, type SqlBool } from 'kysely';
import type { RowScope } from '../../../../src/kernel/permissions.js';
import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import { scopeCondition } from '../../../../src/query/row-scope.js';
import { newId } from '../../../../src/values/ids.js';
import type { PlaceToInsert, Places } from '../../app/network/places.js';
import type { GeoView, ManagerView, OfficeView, PlacesAsked, PlacesPage } from '../../contract/network.js';
import { isNamed } from './search.js';
import { inParts } from './directory.js';
import { billingTables, sharing } from './tables.js';

type Condition = Expression<SqlBool>;

const geosOf = (queries: QueryHandle, where: readonly Condition[]) =>
  billingTables(queries)
    .selectFrom('geo')
    .select(['id', 'code', 'name', 'active'])
    .where((row) => row.and(where))
    .$castTo<GeoView>();

const officesOf = (queries: QueryHandle, where: readonly Condition[]) =>
  billingTables(queries)
    .selectFrom((from) =>
      from
        .selectFrom('office')
        .selectAll()
        .where((row) => row.and(where))
        .as('office'),
    )
    .innerJoin('geo', 'geo.id', 'office.geo_id')
    .select(['office.id as id', 'office.code as code', 'office.name as name', 'office.active as active'])
    .select(['office.geo_id as geoId', 'geo.name as geoName'])
    .$castTo<OfficeView>();

const managersOf = (queries: QueryHandle, where: readonly Condition[]) =>
  billingTables(queries)
    .selectFrom('manager')
    .select(['id', 'code', 'name', 'active', 'email', 'phone'])
    .where((row) => row.and(where))
    .$castTo<ManagerView>();

const isId = (id: string): Condition => sql<SqlBool>`id = ${id}`;

const answersFor = (column: 'office_id' | 'manager_id', id: string): Condition =>
  column === 'office_id'
    ? sql<SqlBool>`id in (select manager_id from office_manager where office_id = ${id})`
    : sql<SqlBool>`id in (select office_id from office_manager where manager_id = ${id})`;

export function makePlaces(dialect: Dialect): Places {
  return {
    geos: (queries, scope, asked) =>
      page(queries, 'geo', conditions(scope, asked), asked, (where) =>
        geosOf(queries, where)
          .orderBy('code')
          .limit(asked.pageSize)
          .offset(asked.page * asked.pageSize)
          .execute(),
      ),
    offices: (queries, scope, { geoId, managerId, ...asked }) => {
      const own = conditions(scope, asked);
      if (geoId !== undefined) own.push(sql<SqlBool>`geo_id = ${geoId}`);
      if (managerId !== undefined) own.push(answersFor('manager_id', managerId));
      return page(queries, 'office', own, asked, (where) =>
        officesOf(queries, where)
          .orderBy('office.code')
          .limit(asked.pageSize)
          .offset(asked.page * asked.pageSize)
          .execute(),
      );
    },
    managers: (queries, scope, { officeId, ...asked }) => {
      const own = conditions(scope, asked);
      if (officeId !== undefined) own.push(answersFor('office_id', officeId));
      return page(queries, 'manager', own, asked, (where) =>
        managersOf(queries, where)
          .orderBy('code')
          .limit(asked.pageSize)
          .offset(asked.page * asked.pageSize)
          .execute(),
      );
    },
    geo: async (queries, scope, id) =>
      (await geosOf(queries, [isId(id), scopeCondition(scope)]).executeTakeFirst()) ?? null,
    office: async (queries, scope, id) =>
      (await officesOf(queries, [isId(id), scopeCondition(scope)]).executeTakeFirst()) ?? null,
    manager: async (queries, scope, id) =>
      (await managersOf(queries, [isId(id), scopeCondition(scope)]).executeTakeFirst()) ?? null,

    async lock(queries, kind, id) {
      const row = billingTables(queries).selectFrom(kind).select('active').where('id', '=', id);
      return (await forUpdate(dialect, row).executeTakeFirst()) ?? null;
    },

    // Rows and not a count: what is counted must stay, and no dialect locks what it only counts.
    async countActiveIn(queries, kind, id) {
      const tables = billingTables(queries);
      const rows =
        kind === 'geo'
          ? tables.selectFrom('office').select('id').where('geo_id', '=', id).where('active', '=', true)
          : tables
              .selectFrom('representative')
              .select('id')
              .where('office_id', '=', id)
              .where('active', '=', true);
      return (await sharing(dialect, rows).execute()).length;
    },

    insert: (queries, place, at) => insertPlace(dialect, queries, place, at),

    async setActive(queries, kind, id, active, at) {
      await billingTables(queries)
        .updateTable(kind)
        .set({ active, updated_at: at, version: sql`version + 1` })
        .where('id', '=', id)
        .execute();
    },

    async placesOf(queries, { representativeIds, managerIds }) {
      const found = new Map<string, { officeId: string; geoId: string }[]>();
      for (const ids of inParts(representativeIds)) {
        const rows = await billingTables(queries)
          .selectFrom('representative')
          .select(['id', 'office_id as officeId', 'geo_id as geoId'])
          .where('id', 'in', ids)
          .execute();
        for (const { id, ...place } of rows) found.set(id, [place]);
      }
      for (const ids of inParts(managerIds)) {
        const rows = await billingTables(queries)
          .selectFrom('office_manager')
          .innerJoin('office', 'office.id', 'office_manager.office_id')
          .select(['manager_id as id', 'office.id as officeId', 'office.geo_id as geoId'])
          .where('manager_id', 'in', ids)
          .execute();
        for (const { id, ...place } of rows) found.set(id, [...(found.get(id) ?? []), place]);
      }
      return found;
    },

    async officesOf(queries, managerId) {
      const rows = await billingTables(queries)
        .selectFrom('office_manager')
        .select('office_id')
        .where('manager_id', '=', managerId)
        .execute();
      return rows.map((row) => row.office_id);
    },

    async assign(queries, managerId, { add, remove }) {
      const tables = billingTables(queries);
      if (remove.length > 0)
        await tables
          .deleteFrom('office_manager')
          .where('manager_id', '=', managerId)
          .where('office_id', 'in', [...remove])
          .execute();
      const rows = add.map((officeId) => ({ id: newId(), office_id: officeId, manager_id: managerId }));
      if (rows.length > 0) await tables.insertInto('office_manager').values(rows).execute();
    },
  };
}

function conditions(scope: RowScope, { term }: PlacesAsked): Condition[] {
  const wanted = term?.trim() ?? '';
  return wanted === '' ? [scopeCondition(scope)] : [scopeCondition(scope), isNamed(wanted)];
}

async function page<View>(
  queries: QueryHandle,
  table: 'geo' | 'office' | 'manager',
  where: readonly Condition[],
  asked: PlacesAsked,
  read: (where: readonly Condition[]) => Promise<View[]>,
): Promise<PlacesPage<View>> {
  const { total } = await billingTables(queries)
    .selectFrom(table)
    .select((row) => row.fn.countAll().as('total'))
    .where((row) => row.and(where))
    .executeTakeFirstOrThrow();
  return { rows: asked.pageSize > 0 ? await read(where) : [], total: Number(total) };
}

async function insertPlace(
  dialect: Dialect,
  queries: QueryHandle,
  place: PlaceToInsert,
  at: Date,
): Promise<boolean> {
  const tables = billingTables(queries);
  const { id, code, name } = place;
  const row = { id, code, name, active: true, created_at: at, updated_at: at, version: 1 };
  switch (place.kind) {
    case 'geo':
      await insertIgnore(dialect, tables.insertInto('geo').values(row), 'id').execute();
      break;
    case 'office':
      await insertIgnore(
        dialect,
        tables.insertInto('office').values({ ...row, geo_id: place.geoId }),
        'id',
      ).execute();
      break;
    case 'manager':
      await insertIgnore(
        dialect,
        tables.insertInto('manager').values({ ...row, email: place.email, phone: place.phone }),
        'id',
      ).execute();
  }
  const kept = await tables.selectFrom(place.kind).select('id').where('id', '=', id).executeTakeFirst();
  return kept !== undefined;
}
