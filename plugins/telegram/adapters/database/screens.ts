import type { Selectable } from 'kysely';
import type { TelegramScreenTable } from '../../../../generated/tables/telegram.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { telegramTables } from './tables.js';

export interface KeptButton {
  /** `<feature>.<action>` */
  readonly action: string;
  readonly version: number;
  readonly args: readonly string[];
}

export interface KeptScreen {
  readonly id: string;
  readonly chatId: bigint;
  readonly userId: string;
  readonly buttons: readonly KeptButton[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export async function keepScreen(queries: QueryHandle, screen: KeptScreen): Promise<void> {
  await telegramTables(queries)
    .insertInto('telegram_screen')
    .values({
      ...{ id: screen.id, chat_id: screen.chatId, user_id: screen.userId, message_id: null },
      ...{ created_at: screen.createdAt, expires_at: screen.expiresAt },
      buttons: JSON.stringify(screen.buttons),
    })
    .execute();
}

/** The screen stands in this message now; what stood there before is no longer to be pressed. */
export async function placeScreen(
  queries: QueryHandle,
  chatId: bigint,
  messageId: bigint,
  screenId: string | null,
): Promise<void> {
  await telegramTables(queries)
    .deleteFrom('telegram_screen')
    .where('chat_id', '=', chatId)
    .where('message_id', '=', messageId)
    .where('id', '!=', screenId ?? '')
    .execute();
  if (screenId === null) return;
  await telegramTables(queries)
    .updateTable('telegram_screen')
    .set({ message_id: messageId })
    .where('id', '=', screenId)
    .execute();
}

export async function findScreen(queries: QueryHandle, id: string): Promise<KeptScreen | null> {
  const row = await telegramTables(queries)
    .selectFrom('telegram_screen')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? screenOf(row) : null;
}

function screenOf(row: Selectable<TelegramScreenTable>): KeptScreen {
  return {
    ...{ id: row.id, chatId: row.chat_id, userId: row.user_id },
    ...{ createdAt: row.created_at, expiresAt: row.expires_at },
    buttons: JSON.parse(row.buttons) as readonly KeptButton[],
  };
}
