import type { Selectable } from 'kysely';
import type { TelegramChatTable } from '../../../../generated/tables/telegram.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { Chats, ChatState, Links, StoredChat } from '../../app/stored.js';
import { telegramTables } from './tables.js';

export const chats: Chats = {
  async byNumber(queries, chatId) {
    const row = await telegramTables(queries)
      .selectFrom('telegram_chat')
      .selectAll()
      .where('chat_id', '=', chatId)
      .executeTakeFirst();
    return row ? chatOf(row) : null;
  },

  async byId(queries, id) {
    const row = await telegramTables(queries)
      .selectFrom('telegram_chat')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? chatOf(row) : null;
  },

  async linkedOf(queries, userIds) {
    if (userIds.length === 0) return [];
    const rows = await telegramTables(queries)
      .selectFrom('telegram_chat')
      .selectAll()
      .where('user_id', 'in', [...userIds])
      .where('state', '=', 'linked')
      .execute();
    return rows.map(chatOf);
  },

  async link(queries, { id, chatId, userId, username, linkedAt }) {
    const set = { user_id: userId, username, state: 'linked', linked_at: linkedAt, ended_at: null };
    const changed = await telegramTables(queries)
      .updateTable('telegram_chat')
      .set(set)
      .where('chat_id', '=', chatId)
      .executeTakeFirst();
    if (changed.numUpdatedRows > 0n) return;
    await telegramTables(queries)
      .insertInto('telegram_chat')
      .values({ ...set, id, chat_id: chatId, last_seen_at: linkedAt })
      .execute();
  },

  async end(queries, id, state, now) {
    const result = await telegramTables(queries)
      .updateTable('telegram_chat')
      .set({ state, ended_at: now })
      .where('id', '=', id)
      .where('state', '=', 'linked')
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  },

  async seen(queries, id, now) {
    await telegramTables(queries)
      .updateTable('telegram_chat')
      .set({ last_seen_at: now })
      .where('id', '=', id)
      .execute();
  },
};

export const links: Links = {
  async replace(queries, { digest, userId, createdBy, createdAt, expiresAt }) {
    await telegramTables(queries)
      .deleteFrom('telegram_link')
      .where('user_id', '=', userId)
      .where('used_at', 'is', null)
      .execute();
    await telegramTables(queries)
      .insertInto('telegram_link')
      .values({
        ...{ digest, user_id: userId, created_by: createdBy, used_at: null },
        ...{ created_at: createdAt, expires_at: expiresAt },
      })
      .execute();
  },

  async take(queries, digest, now) {
    const { numUpdatedRows } = await telegramTables(queries)
      .updateTable('telegram_link')
      .set({ used_at: now })
      .where('digest', '=', digest)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    return numUpdatedRows > 0n ? links.userOf(queries, digest) : null;
  },

  async userOf(queries, digest) {
    const row = await telegramTables(queries)
      .selectFrom('telegram_link')
      .select('user_id')
      .where('digest', '=', digest)
      .executeTakeFirst();
    return row?.user_id ?? null;
  },
};

function chatOf(row: Selectable<TelegramChatTable>): StoredChat {
  return {
    id: row.id,
    chatId: row.chat_id,
    userId: row.user_id,
    username: row.username,
    state: row.state as ChatState,
    linkedAt: row.linked_at,
  };
}

export async function countChats(
  queries: QueryHandle,
): Promise<{ readonly linked: number; readonly blocked: number }> {
  const rows = await telegramTables(queries)
    .selectFrom('telegram_chat')
    .select(({ fn }) => ['state', fn.countAll().as('count')])
    .groupBy('state')
    .execute();
  const countOf = (state: ChatState): number => Number(rows.find((row) => row.state === state)?.count ?? 0);
  return { linked: countOf('linked'), blocked: countOf('blocked') };
}
