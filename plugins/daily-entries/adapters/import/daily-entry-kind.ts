import type { Insertable } from 'kysely';
import type { DailyEntriesTables, DailyEntryTable } from '../../../../generated/tables/daily-entries.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { BulkInsert } from '../../../../src/query/bulk-insert.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { newId } from '../../../../src/values/ids.js';
import { monthOf } from '../../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import { directory, periods, type Listed } from '../../../billing/contract/directory.js';
import {
  auditedAs,
  refuseRow,
  type ImportKind,
  type ImportOptions,
  type ImportSession,
  type RowPlan,
} from '../../../imports/contract/import-kind.js';
import type { WritingTime } from '../../app/check-entry.js';
import { mayWriteDay } from '../../domain/entry-day.js';
import { mayWriteAt } from '../../app/may-write-at.js';
import { useCases } from '../../use-cases.js';
import { dailyEntryFields, readDailyEntryRow, type DailyEntryRow } from './daily-entry-row.js';

/** Days of offices, as managers keep them in spreadsheets. */
export const dailyEntryKind: ImportKind = {
  name: 'daily-entries',
  permission: 'daily-entries.import',
  fields: dailyEntryFields,
  profiles: [],
  open: (context, actor, options) =>
    Promise.resolve(openSession(context, actor, options) as ImportSession<unknown>),
};

interface Places {
  readonly offices: ReadonlyMap<string, { readonly id: string; readonly geoId: string }>;
  readonly geos: ReadonlyMap<string, string>;
  readonly managers: ReadonlyMap<string, string>;
  /** all of them by id, as the network is now */
  readonly byId: ReadonlyMap<string, Listed>;
}

/** A row whose codes have become ids. */
interface Placed {
  readonly officeId: string;
  readonly geoId: string;
  readonly managerId: string;
}

function openSession(
  context: PluginContext,
  actor: Actor,
  options: ImportOptions,
): ImportSession<DailyEntryRow> {
  const entries = new BulkInsert<Insertable<DailyEntryTable>>(
    context.database.dialect,
    'daily_entry',
    COLUMNS,
  );
  return {
    read: (values) => readDailyEntryRow(values, options),
    keyOf: (row) => row.key,
    digestOf: (row) => row.digest,

    async plan(queries, rows) {
      const places = await placesOf(context, queries, rows);
      const placed = rows.map((row) => placeOf(places, row));
      const known = await knownDigests(queries, rows, placed);
      const months = [...new Set(rows.map((row) => monthOf(row.day)))];
      const closed = new Set<string>(await context.use(periods).closedAmong(queries, months));
      const time = await context.use(useCases).check.time(actor);
      return rows.map((row, index) => {
        const plan = planOf(row, placed[index], known, closed, places);
        if (plan.what !== 'create') return plan;
        const allowed = mayTakeIn(actor, row, placed[index]!, places, time);
        return allowed.ok ? plan : refuseRow(fieldOf(allowed.error), allowed.error.code, allowed.error);
      });
    },

    async apply(tx, rows) {
      const places = await placesOf(context, tx.queries, rows);
      const at = context.clock.now();
      const made = rows.map((row) => insertable(row, placeOf(places, row), at));
      await entries.into(queriesOf<DailyEntriesTables>(tx.queries), made);
    },

    finish: auditedAs(actor, 'daily-entries.import', 'DailyEntry'),
  };
}

async function placesOf(
  context: PluginContext,
  queries: QueryHandle,
  rows: readonly DailyEntryRow[],
): Promise<Places> {
  const books = context.use(directory);
  const codes = (of: (row: DailyEntryRow) => string | null): string[] => [
    ...new Set(rows.flatMap((row) => of(row) ?? [])),
  ];
  const offices = await books.officesByCode(
    queries,
    codes((row) => row.office),
  );
  const geos = await books.geosByCode(
    queries,
    codes((row) => row.geo),
  );
  const managers = await books.managersByCode(
    queries,
    codes((row) => row.manager),
  );
  const named = [...offices.values()];
  const listed = [
    ...(await books.offices(
      queries,
      named.map(({ id }) => id),
    )),
    ...(await books.geos(queries, [...geos.values(), ...named.map(({ geoId }) => geoId)])),
    ...(await books.managers(queries, [...managers.values()])),
  ];
  return { offices, geos, managers, byId: new Map(listed.map((each) => [each.id, each])) };
}

/** The rules that every door keeps; what a file says of figures was looked at when its row was read. */
function mayTakeIn(
  actor: Actor,
  { day }: DailyEntryRow,
  { officeId, geoId, managerId }: Placed,
  { byId }: Places,
  { moment, cutoffHour }: WritingTime,
): Result<true, Refusal> {
  const of = (id: string): Listed | null => byId.get(id) ?? null;
  const place = mayWriteAt(actor, { office: of(officeId), geo: of(geoId), manager: of(managerId) });
  return place.ok ? mayWriteDay(day, moment, cutoffHour) : place;
}

/** Which cell a refusal speaks of. */
function fieldOf({ code }: Refusal): 'day' | 'office' | 'geo' | 'manager' {
  const word = (['office', 'geo', 'manager'] as const).find((field) => code.startsWith(field));
  return word ?? 'day';
}

function placeOf(places: Places, row: DailyEntryRow): Placed | null {
  const office = places.offices.get(row.office);
  const managerId = places.managers.get(row.manager);
  const geoId = row.geo === null ? office?.geoId : places.geos.get(row.geo);
  return office && managerId && geoId ? { officeId: office.id, geoId, managerId } : null;
}

async function knownDigests(
  queries: QueryHandle,
  rows: readonly DailyEntryRow[],
  placed: readonly (Placed | null)[],
): Promise<ReadonlyMap<string, string | null>> {
  const officeIds = [...new Set(placed.flatMap((place) => place?.officeId ?? []))];
  if (officeIds.length === 0) return new Map();
  const found = await queriesOf<DailyEntriesTables>(queries)
    .selectFrom('daily_entry')
    .select(['entry_day', 'office_id', 'geo_id', 'manager_id', 'currency', 'import_digest'])
    .where('office_id', 'in', officeIds)
    .where('entry_day', 'in', [...new Set(rows.map((row) => row.day))])
    .execute();
  return new Map(
    found.map((entry) => [
      entryKey(
        entry.entry_day,
        { officeId: entry.office_id, geoId: entry.geo_id, managerId: entry.manager_id },
        entry.currency,
      ),
      entry.import_digest,
    ]),
  );
}

function entryKey(day: string, place: Placed, currency: string): string {
  return [day, place.officeId, place.geoId, place.managerId, currency].join('|');
}

function planOf(
  row: DailyEntryRow,
  place: Placed | null | undefined,
  known: ReadonlyMap<string, string | null>,
  closed: ReadonlySet<string>,
  places: Places,
): RowPlan {
  if (!place) {
    if (!places.offices.has(row.office)) return refuseRow('office', 'unknown-office', { office: row.office });
    if (!places.managers.has(row.manager))
      return refuseRow('manager', 'unknown-manager', { manager: row.manager });
    return refuseRow('geo', 'unknown-geo', { geo: row.geo });
  }
  const digest = known.get(entryKey(row.day, place, row.currency));
  if (digest === row.digest) return { what: 'unchanged' };
  if (digest !== undefined) return refuseRow('day', 'duplicate-day', { day: row.day, office: row.office });
  const month = monthOf(row.day);
  return closed.has(month) ? refuseRow('day', 'period-closed', { month }) : { what: 'create' };
}

function insertable(row: DailyEntryRow, place: Placed | null, at: Date): Insertable<DailyEntryTable> {
  if (!place) throw new Error(`the office ${row.office} was planned but is not known`);
  return {
    id: newId(),
    entry_day: row.day,
    office_id: place.officeId,
    geo_id: place.geoId,
    manager_id: place.managerId,
    currency: row.currency,
    revenue: row.revenue,
    cost: row.cost,
    profit: row.profit,
    note: row.note,
    import_digest: row.digest,
    created_at: at,
    updated_at: at,
  };
}

const COLUMNS = [
  'id',
  'entry_day',
  'office_id',
  'geo_id',
  'manager_id',
  'currency',
  'revenue',
  'cost',
  'profit',
  'note',
  'import_digest',
  'created_at',
  'updated_at',
] satisfies readonly (keyof Insertable<DailyEntryTable> & string)[];
