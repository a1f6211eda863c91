import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { billingTables } from './tables.js';

/** Of names of one kind, those that went to a file with a closed year, and with which. */
export async function movedNames(
  queries: QueryHandle,
  kind: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map();
  const found = await billingTables(queries)
    .selectFrom('moved_name')
    .select(['name', 'year'])
    .where('kind', '=', kind)
    .where('name', 'in', [...names])
    .execute();
  return new Map(found.map(({ name, year }) => [name, year]));
}
