import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { Directory, Listed, OfficeOfNetwork } from '../../contract/directory.js';
import { billingTables } from './tables.js';

const CODES_AT_ONCE = 500;

export const directory: Directory = {
  offices: (queries, ids) =>
    ids === 'all' ? officesOf(queries, null) : inTurn(ids, (some) => officesOf(queries, some)),
  geos: (queries, ids) => inTurn(ids, (some) => listed(queries, 'geo', some)),
  managers: (queries, ids) => inTurn(ids, (some) => listed(queries, 'manager', some)),

  async officesByCode(queries, codes) {
    const found = new Map<string, { readonly id: string; readonly geoId: string }>();
    for (const some of inParts(codes)) {
      const query = billingTables(queries).selectFrom('office').select(['id', 'code', 'geo_id']);
      for (const row of await query.where('code', 'in', some).execute()) {
        found.set(row.code, { id: row.id, geoId: row.geo_id });
      }
    }
    return found;
  },
  geosByCode: (queries, codes) => idsByCode(queries, 'geo', codes),
  managersByCode: (queries, codes) => idsByCode(queries, 'manager', codes),
};

async function officesOf(
  queries: QueryHandle,
  ids: readonly string[] | null,
): Promise<readonly OfficeOfNetwork[]> {
  const tables = billingTables(queries);
  const offices = await tables
    .selectFrom('office')
    .innerJoin('geo', 'geo.id', 'office.geo_id')
    .select(['office.id', 'office.code', 'office.name', 'office.active', 'office.geo_id as geoId'])
    .select(['geo.code as geoCode', 'geo.name as geoName', 'geo.active as geoActive'])
    .$if(ids !== null, (query) => query.where('office.id', 'in', [...(ids ?? [])]))
    .orderBy('office.code')
    .execute();
  const answering = await tables
    .selectFrom('office_manager')
    .innerJoin('manager', 'manager.id', 'office_manager.manager_id')
    .select(['office_manager.office_id as officeId'])
    .select(['manager.id', 'manager.code', 'manager.name', 'manager.active'])
    .$if(ids !== null, (query) => query.where('office_manager.office_id', 'in', [...(ids ?? [])]))
    .orderBy('manager.code')
    .execute();
  const managers = new Map<string, Listed[]>();
  for (const { officeId, ...manager } of answering)
    managers.set(officeId, [...(managers.get(officeId) ?? []), manager]);
  return offices.map(({ geoId, geoCode, geoName, geoActive, ...office }) => ({
    ...office,
    geo: { id: geoId, code: geoCode, name: geoName, active: geoActive },
    managers: managers.get(office.id) ?? [],
  }));
}

function listed(queries: QueryHandle, table: 'geo' | 'manager', ids: string[]): Promise<readonly Listed[]> {
  return billingTables(queries)
    .selectFrom(table)
    .select(['id', 'code', 'name', 'active'])
    .where('id', 'in', ids)
    .orderBy('code')
    .execute();
}

async function inTurn<Row>(
  ids: readonly string[],
  read: (some: string[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const found: Row[] = [];
  for (const some of inParts([...new Set(ids)])) found.push(...(await read(some)));
  return found;
}

async function idsByCode(
  queries: QueryHandle,
  table: 'geo' | 'manager',
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const some of inParts(codes)) {
    const query = billingTables(queries).selectFrom(table).select(['id', 'code']);
    for (const row of await query.where('code', 'in', some).execute()) found.set(row.code, row.id);
  }
  return found;
}

/** Lists as long as every database takes. */
export function inParts(codes: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let from = 0; from < codes.length; from += CODES_AT_ONCE)
    parts.push(codes.slice(from, from + CODES_AT_ONCE));
  return parts;
}
