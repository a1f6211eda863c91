import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { newId } from '../../../../src/values/ids.js';
import type { DemoRate, DemoTarget } from '../../app/demo-figures.js';
import { targetIdOf } from '../../app/target-id.js';
import { analyticsTables } from './tables.js';

const MEASURE = 'sales';
const SOURCE = 'Demo bank';

export async function hasDemoRates(queries: QueryHandle): Promise<boolean> {
  const found = await analyticsTables(queries)
    .selectFrom('exchange_rate')
    .select('id')
    .where('source', '=', SOURCE)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

export async function writeDemoFigures(
  queries: QueryHandle,
  { rates, targets }: { readonly rates: readonly DemoRate[]; readonly targets: readonly DemoTarget[] },
  at: Date,
): Promise<void> {
  const stamps = { created_at: at, updated_at: at, version: 1 };
  const tables = analyticsTables(queries);
  await tables
    .insertInto('exchange_rate')
    .values(
      rates.map(({ from, ...rate }) => ({
        id: newId(),
        ...rate,
        valid_from: from,
        source: SOURCE,
        ...stamps,
      })),
    )
    .execute();
  if (targets.length === 0) return;
  await tables
    .insertInto('target')
    .values(
      targets.map((target) => ({
        id: targetIdOf([MEASURE, target.month, null, target.currency]),
        measure: MEASURE,
        office_id: null,
        ...target,
        ...stamps,
      })),
    )
    .execute();
}
