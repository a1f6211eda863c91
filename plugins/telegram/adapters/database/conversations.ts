import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import { telegramTables } from './tables.js';

export interface KeptConversation {
  readonly chatId: bigint;
  readonly userId: string;
  /** `<feature>.<step>` */
  readonly step: string;
  readonly state: Readonly<Record<string, unknown>>;
  readonly messageId: bigint | null;
  readonly expiresAt: Date;
  readonly version: number;
}

export async function findConversation(
  queries: QueryHandle,
  chatId: bigint,
): Promise<KeptConversation | null> {
  const row = await telegramTables(queries)
    .selectFrom('telegram_conversation')
    .selectAll()
    .where('chat_id', '=', chatId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...{ chatId: row.chat_id, userId: row.user_id, step: row.step, messageId: row.message_id },
    ...{ expiresAt: row.expires_at, version: row.version },
    state: JSON.parse(row.state) as Readonly<Record<string, unknown>>,
  };
}

/** False when somebody else moved it on since it was read as `version`; null: there was none. */
export async function moveConversation(
  dialect: Dialect,
  queries: QueryHandle,
  version: number | null,
  next: Omit<KeptConversation, 'version'>,
): Promise<boolean> {
  const row = {
    ...{ user_id: next.userId, step: next.step, state: JSON.stringify(next.state) },
    ...{ message_id: next.messageId, expires_at: next.expiresAt },
  };
  if (version === null) {
    const insert = telegramTables(queries)
      .insertInto('telegram_conversation')
      .values({ ...row, chat_id: next.chatId, version: 1 });
    const { numInsertedOrUpdatedRows } = await insertIgnore(dialect, insert, 'chat_id').executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const { numUpdatedRows } = await telegramTables(queries)
    .updateTable('telegram_conversation')
    .set({ ...row, version: version + 1 })
    .where('chat_id', '=', next.chatId)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whoever takes the step goes on with it alone. */
export async function takeStep(queries: QueryHandle, chatId: bigint, version: number): Promise<boolean> {
  const { numUpdatedRows } = await telegramTables(queries)
    .updateTable('telegram_conversation')
    .set({ version: version + 1 })
    .where('chat_id', '=', chatId)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function placeConversation(
  queries: QueryHandle,
  chatId: bigint,
  messageId: bigint,
): Promise<void> {
  await telegramTables(queries)
    .updateTable('telegram_conversation')
    .set({ message_id: messageId })
    .where('chat_id', '=', chatId)
    .execute();
}

export async function endConversation(queries: QueryHandle, chatId: bigint): Promise<boolean> {
  const { numDeletedRows } = await telegramTables(queries)
    .deleteFrom('telegram_conversation')
    .where('chat_id', '=', chatId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
