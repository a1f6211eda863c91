import type { Kysely } from 'kysely';
import type { ImportsTables } from '../../../../generated/tables/imports.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';

export function importQueries(handle: QueryHandle): Kysely<ImportsTables> {
  return queriesOf<ImportsTables>(handle);
}
