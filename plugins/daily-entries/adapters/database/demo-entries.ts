import type { DailyEntriesTables, DailyEntryTable } from '../../../../generated/tables/daily-entries.js';
import type { QueryHandle, Transaction } from '../../../../src/kernel/ports.js';
import { BulkInsert } from '../../../../src/query/bulk-insert.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { newId } from '../../../../src/values/ids.js';
import type { DemoEntry } from '../../app/demo-entries.js';
import { profitOf } from '../../domain/daily-entry.js';

export async function hasDailyEntriesOf(
  queries: QueryHandle,
  officeIds: readonly string[],
): Promise<boolean> {
  if (officeIds.length === 0) return false;
  const found = await queriesOf<DailyEntriesTables>(queries)
    .selectFrom('daily_entry')
    .select('id')
    .where('office_id', 'in', [...officeIds])
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

export async function writeDailyEntries(
  { dialect, queries }: Transaction,
  entries: readonly DemoEntry[],
  at: Date,
): Promise<void> {
  const rows = entries.map(({ place, day, revenue, cost }) => ({
    id: newId(),
    entry_day: day,
    office_id: place.officeId,
    geo_id: place.geoId,
    manager_id: place.managerId,
    currency: place.currency,
    revenue,
    cost,
    profit: profitOf({ revenue, cost }),
    created_at: at,
    updated_at: at,
    version: 1,
  }));
  const insert = new BulkInsert<(typeof rows)[number]>(dialect, 'daily_entry', COLUMNS);
  await insert.into(queriesOf<DailyEntriesTables>(queries), rows);
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
  'created_at',
  'updated_at',
  'version',
] as const satisfies readonly (keyof DailyEntryTable)[];
