import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { Directory } from '../../contract/directory.js';
import { billingTables } from './tables.js';

const CODES_AT_ONCE = 500;

export const directory: Directory = {
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

function inParts(codes: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let from = 0; from < codes.length; from += CODES_AT_ONCE)
    parts.push(codes.slice(from, from + CODES_AT_ONCE));
  return parts;
}
