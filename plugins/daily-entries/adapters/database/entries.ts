import { sql, type Kysely } from 'kysely';
import type { DailyEntriesTables } from '../../../../generated/tables/daily-entries.js';
import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { applyScope } from '../../../../src/query/row-scope.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { Entries } from '../../app/entries.js';
import type { EntryKey, EntryView } from '../../contract/daily-entries.js';

const tablesOf = (queries: QueryHandle): Kysely<DailyEntriesTables> => queriesOf<DailyEntriesTables>(queries);

const viewsOf = (queries: QueryHandle) =>
  tablesOf(queries)
    .selectFrom('daily_entry')
    .select(['id', 'entry_day as day', 'office_id as officeId', 'geo_id as geoId', 'manager_id as managerId'])
    .select(['currency', 'revenue', 'cost', 'profit', 'note', 'version'])
    .$castTo<EntryView>();

const ofKey = (queries: QueryHandle, { day, officeId, geoId, managerId, currency }: EntryKey) =>
  viewsOf(queries)
    .where('entry_day', '=', day)
    .where('office_id', '=', officeId)
    .where('geo_id', '=', geoId)
    .where('manager_id', '=', managerId)
    .where('currency', '=', currency);

export function makeEntries(dialect: Dialect): Entries {
  return {
    async lock(queries, id) {
      const query = viewsOf(queries).where('id', '=', id);
      return (await forUpdate(dialect, query).executeTakeFirst()) ?? null;
    },
    async lockByKey(queries, key) {
      return (await forUpdate(dialect, ofKey(queries, key)).executeTakeFirst()) ?? null;
    },
    async findByKey(queries, scope, key) {
      return (await applyScope(ofKey(queries, key), scope).executeTakeFirst()) ?? null;
    },

    async insert(queries, entry, at) {
      const { id, currency, revenue, cost, profit, note, version } = entry;
      const insert = tablesOf(queries)
        .insertInto('daily_entry')
        .values({
          ...{ id, entry_day: entry.day, office_id: entry.officeId, geo_id: entry.geoId },
          ...{ manager_id: entry.managerId, currency, revenue, cost, profit, note, version },
          ...{ import_digest: null, created_at: at, updated_at: at },
        });
      await insertIgnore(dialect, insert, 'id').execute();
      const kept = await tablesOf(queries)
        .selectFrom('daily_entry')
        .select('id')
        .where('id', '=', id)
        .executeTakeFirst();
      return kept !== undefined;
    },

    async update(queries, { id, revenue, cost, profit, note, version }, at) {
      await tablesOf(queries)
        .updateTable('daily_entry')
        .set({ revenue, cost, profit, note, version, import_digest: null, updated_at: at })
        .where('id', '=', id)
        .execute();
    },

    ofDay: (queries, scope, { day, managerId }) =>
      applyScope(viewsOf(queries), scope)
        .where('entry_day', '=', day)
        .$if(managerId !== undefined, (query) => query.where('manager_id', '=', managerId ?? ''))
        .orderBy('office_id')
        .orderBy('id')
        .execute(),

    async written(queries, day) {
      const rows = await tablesOf(queries)
        .selectFrom('daily_entry')
        .select(['office_id', 'manager_id'])
        .where('entry_day', '=', day)
        .execute();
      return new Set(rows.map((row) => `${row.office_id} ${row.manager_id}`));
    },

    async habits(queries, officeIds, since) {
      if (officeIds.length === 0) return [];
      return tablesOf(queries)
        .selectFrom('daily_entry')
        .select(['office_id as officeId', 'geo_id as geoId', 'currency'])
        .where('office_id', 'in', [...officeIds])
        .where('entry_day', '>=', since)
        .groupBy(['office_id', 'geo_id', 'currency'])
        .orderBy((row) => row.fn.max('entry_day'), 'desc')
        .orderBy('currency')
        .execute();
    },

    async totals(queries, scope, { from, to, officeId, managerId }) {
      const rows = await applyScope(tablesOf(queries).selectFrom('daily_entry'), scope)
        .select((row) => [
          'currency',
          row.fn.sum<bigint | number | string>('revenue').as('revenue'),
          row.fn.sum<bigint | number | string>('cost').as('cost'),
          row.fn.sum<bigint | number | string>('profit').as('profit'),
          sql<bigint | number | string>`count(distinct entry_day)`.as('days'),
        ])
        .where('entry_day', '>=', from)
        .where('entry_day', '<=', to)
        .$if(officeId !== undefined, (query) => query.where('office_id', '=', officeId ?? ''))
        .$if(managerId !== undefined, (query) => query.where('manager_id', '=', managerId ?? ''))
        .groupBy('currency')
        .orderBy('currency')
        .execute();
      return rows.map(({ currency, revenue, cost, profit, days }) => ({
        currency: currency as CurrencyCode,
        ...{ revenue: BigInt(revenue), cost: BigInt(cost), profit: BigInt(profit), days: Number(days) },
      }));
    },
  };
}
