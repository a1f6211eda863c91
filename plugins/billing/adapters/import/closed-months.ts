import type { BillingTables } from '../../../../generated/tables/billing.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';

/** The months that refuse every posting: a few rows, read anew for each batch. */
export async function closedMonths(handle: QueryHandle): Promise<ReadonlySet<string>> {
  const rows = await queriesOf<BillingTables>(handle)
    .selectFrom('period')
    .select('month')
    .where('status', '=', 'closed')
    .execute();
  return new Set(rows.map((row) => row.month));
}
