import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import { telegramTables } from './tables.js';

/** `again`: somebody took it and did not say that it was done, since `takenAt`. */
export type Claim =
  { readonly kind: 'first' } | { readonly kind: 'again'; readonly takenAt: Date } | { readonly kind: 'done' };

export async function claimUpdate(
  dialect: Dialect,
  queries: QueryHandle,
  updateId: bigint,
  now: Date,
): Promise<Claim> {
  const insert = telegramTables(queries)
    .insertInto('telegram_update')
    .values({ update_id: updateId, taken_at: now, done_at: null });
  const { numInsertedOrUpdatedRows } = await insertIgnore(dialect, insert, 'update_id').executeTakeFirst();
  if ((numInsertedOrUpdatedRows ?? 0n) > 0n) return { kind: 'first' };
  const row = await telegramTables(queries)
    .selectFrom('telegram_update')
    .select(['taken_at', 'done_at'])
    .where('update_id', '=', updateId)
    .executeTakeFirstOrThrow();
  return row.done_at === null ? { kind: 'again', takenAt: row.taken_at } : { kind: 'done' };
}

export async function finishUpdate(queries: QueryHandle, updateId: bigint, now: Date): Promise<void> {
  await telegramTables(queries)
    .updateTable('telegram_update')
    .set({ done_at: now })
    .where('update_id', '=', updateId)
    .execute();
}
