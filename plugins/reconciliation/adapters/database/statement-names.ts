import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { mayBeId } from '../../../../src/values/ids.js';
import { reconciliationTables } from './tables.js';

/** Null when there is no such statement. */
export async function fileNameOf(queries: QueryHandle, statementId: string): Promise<string | null> {
  if (!mayBeId(statementId)) return null;
  const row = await reconciliationTables(queries)
    .selectFrom('bank_statement')
    .select('file_name')
    .where('id', '=', statementId)
    .executeTakeFirst();
  return row?.file_name ?? null;
}
