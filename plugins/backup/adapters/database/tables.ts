import type { Kysely } from 'kysely';
import type { BackupTables } from '../../../../generated/tables/backup.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';

export function backupTables(handle: QueryHandle): Kysely<BackupTables> {
  return queriesOf<BackupTables>(handle);
}
