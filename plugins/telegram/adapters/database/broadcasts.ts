import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { BroadcastTable } from '../../../../generated/tables/telegram.js';
import { ROLES } from '../../../../src/kernel/permissions.js';
import type { Dialect } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { parseKept } from '../../../../src/values/kept-json.js';
import type { BroadcastState, StoredBroadcast, StoredBroadcasts } from '../../app/broadcasts.js';
import { EVERYBODY } from '../../domain/broadcast.js';
import { telegramTables } from './tables.js';

const textsSchema = z.object({
  en: z.string().optional(),
  uk: z.string().optional(),
  ru: z.string().optional(),
});
const audienceSchema = z.object({
  roles: z.array(z.enum(ROLES)),
  officeIds: z.array(z.string()),
  geoIds: z.array(z.string()),
});

export function makeStoredBroadcasts(dialect: Dialect): StoredBroadcasts {
  return {
    async linkedUsers(queries) {
      const rows = await telegramTables(queries)
        .selectFrom('telegram_chat')
        .select('user_id')
        .distinct()
        .where('state', '=', 'linked')
        .execute();
      return rows.map((row) => row.user_id);
    },
    async insert(queries, { texts, audience, ...broadcast }, at) {
      const { id, state, total, createdBy, chatId, messageId } = broadcast;
      await telegramTables(queries)
        .insertInto('broadcast')
        .values({
          ...{ id, state, total, created_by: createdBy, chat_id: chatId, message_id: messageId },
          ...{ texts: JSON.stringify(texts), audience: JSON.stringify(audience) },
          ...{ created_at: at, started_at: null, finished_at: null, version: 1 },
        })
        .execute();
    },
    async find(queries, id) {
      const row = await telegramTables(queries)
        .selectFrom('broadcast')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? broadcastOf(row) : null;
    },
    async lock(queries, id) {
      const query = telegramTables(queries).selectFrom('broadcast').selectAll().where('id', '=', id);
      const row = await forUpdate(dialect, query).executeTakeFirst();
      return row ? broadcastOf(row) : null;
    },
    async sending(queries) {
      const rows = await telegramTables(queries)
        .selectFrom('broadcast')
        .selectAll()
        .where('state', '=', 'sending')
        .orderBy('created_at')
        .execute();
      return rows.map(broadcastOf);
    },
    async recent(queries, limit) {
      const rows = await telegramTables(queries)
        .selectFrom('broadcast')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...broadcastOf(row), createdAt: row.created_at }));
    },
    async queued(queries, id, total, at) {
      await telegramTables(queries)
        .updateTable('broadcast')
        .set((row) => ({ total, started_at: at, version: row('version', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },
    async end(queries, id, state, at) {
      const { numUpdatedRows } = await telegramTables(queries)
        .updateTable('broadcast')
        .set((row) => ({ state, finished_at: at, version: row('version', '+', 1) }))
        .where('id', '=', id)
        .where('state', '=', 'sending')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

function broadcastOf(row: Selectable<BroadcastTable>): StoredBroadcast {
  const texts = textsSchema.safeParse(parseKept(row.texts));
  const audience = audienceSchema.safeParse(parseKept(row.audience));
  return {
    id: row.id,
    texts: texts.success ? texts.data : {},
    // Nobody rather than everybody, should the row be spoiled.
    audience: audience.success ? audience.data : { ...EVERYBODY, officeIds: [''] },
    state: row.state as BroadcastState,
    total: row.total,
    createdBy: row.created_by,
    startedAt: row.started_at,
    chatId: row.chat_id,
    messageId: row.message_id,
  };
}
