import type { Kysely } from 'kysely';
import type { TelegramTables } from '../../../../generated/tables/telegram.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';

export function telegramTables(handle: QueryHandle): Kysely<TelegramTables> {
  return queriesOf<TelegramTables>(handle);
}
