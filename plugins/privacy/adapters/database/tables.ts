import type { Kysely } from 'kysely';
import type { PrivacyTables } from '../../../../generated/tables/privacy.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';

export function privacyTables(handle: QueryHandle): Kysely<PrivacyTables> {
  return queriesOf<PrivacyTables>(handle);
}
