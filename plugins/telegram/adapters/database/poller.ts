import type { Database, QueryHandle } from '../../../../src/kernel/ports.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import type { Refusal } from '../../../../src/values/result.js';
import { telegramTables } from './tables.js';

export interface PollerStatus {
  readonly heldBy: string | null;
  readonly heldUntil: Date | null;
  readonly nextUpdate: bigint;
  readonly problem: Refusal | null;
  readonly lastSeenAt: Date | null;
}

/** Takes or keeps the right to fetch updates until `forMs` from now by the database's clock. False: another process has it. */
export async function holdPoller(
  database: Database,
  botId: bigint,
  holder: string,
  forMs: number,
): Promise<boolean> {
  const now = await database.now();
  const insert = telegramTables(database.queries)
    .insertInto('telegram_poller')
    .values({
      ...{ bot_id: botId, held_by: null, held_until: null, next_update: 0n },
      ...{ problem: null, last_seen_at: null },
    });
  await insertIgnore(database.dialect, insert, 'bot_id').execute();
  const { numUpdatedRows } = await telegramTables(database.queries)
    .updateTable('telegram_poller')
    .set({ held_by: holder, held_until: new Date(now.getTime() + forMs) })
    .where('bot_id', '=', botId)
    .where(({ or, eb }) =>
      or([eb('held_by', 'is', null), eb('held_by', '=', holder), eb('held_until', '<=', now)]),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function leavePoller(queries: QueryHandle, botId: bigint, holder: string): Promise<void> {
  await telegramTables(queries)
    .updateTable('telegram_poller')
    .set({ held_by: null, held_until: null })
    .where('bot_id', '=', botId)
    .where('held_by', '=', holder)
    .execute();
}

/** What the holder's last attempt came to. */
export async function notePoll(
  queries: QueryHandle,
  botId: bigint,
  note: { readonly nextUpdate?: bigint; readonly seenAt?: Date; readonly problem: Refusal | null },
): Promise<void> {
  await telegramTables(queries)
    .updateTable('telegram_poller')
    .set({
      problem: note.problem === null ? null : JSON.stringify(note.problem),
      ...(note.nextUpdate === undefined ? {} : { next_update: note.nextUpdate }),
      ...(note.seenAt === undefined ? {} : { last_seen_at: note.seenAt }),
    })
    .where('bot_id', '=', botId)
    .execute();
}

export async function pollerStatus(queries: QueryHandle, botId: bigint): Promise<PollerStatus | null> {
  const row = await telegramTables(queries)
    .selectFrom('telegram_poller')
    .selectAll()
    .where('bot_id', '=', botId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...{ heldBy: row.held_by, heldUntil: row.held_until, nextUpdate: row.next_update },
    problem: row.problem === null ? null : (JSON.parse(row.problem) as Refusal),
    lastSeenAt: row.last_seen_at,
  };
}
