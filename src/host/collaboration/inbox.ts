import type { Kysely, Selectable } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Database } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';

export type NoticeRow = Selectable<HostTables['notice']>;

export interface InboxPage {
  readonly rows: readonly NoticeRow[];
  /** where the next page begins; null on the last */
  readonly next: string | null;
}

const PAGE = 25;

/** One person's notices, newest first, all of them or those not yet read. */
export async function noticesOf(
  database: Database,
  userId: string,
  asked: { readonly before: string | null; readonly unreadOnly: boolean },
): Promise<InboxPage> {
  let query = inboxIn(database).selectFrom('notice').selectAll().where('user_id', '=', userId);
  if (asked.unreadOnly) query = query.where('read_at', 'is', null);
  const after = placeOf(asked.before);
  if (after)
    query = query.where(({ eb, or, and }) =>
      or([eb('created_at', '<', after.at), and([eb('created_at', '=', after.at), eb('id', '<', after.id)])]),
    );
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
    .execute();
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  const next = last && rows.length > PAGE ? `${last.created_at.toISOString()}~${last.id}` : null;
  return { rows: page, next };
}

/** `<instant>~<id>` of the notice at which a page ends; anything else is the beginning. */
function placeOf(before: string | null): { readonly at: Date; readonly id: string } | null {
  const [at = '', id] = before?.split('~') ?? [];
  const instant = new Date(at);
  return id === undefined || Number.isNaN(instant.getTime()) ? null : { at: instant, id };
}

/** How many notices wait, by person; nobody without any is named. */
export async function unreadOf(
  database: Database,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (userIds.length === 0) return new Map();
  const rows = await inboxIn(database)
    .selectFrom('notice')
    .select(['user_id', ({ fn }) => fn.countAll().as('count')])
    .where('user_id', 'in', [...userIds])
    .where('read_at', 'is', null)
    .groupBy('user_id')
    .execute();
  return new Map(rows.map((row) => [row.user_id, Number(row.count)]));
}

/** Marks one's own notices, and nobody else's, as read. */
export async function markRead(
  database: Database,
  userId: string,
  which: { readonly ids: readonly string[] } | { readonly upTo: Date },
  at: Date,
): Promise<void> {
  const mine = inboxIn(database)
    .updateTable('notice')
    .set({ read_at: at })
    .where('user_id', '=', userId)
    .where('read_at', 'is', null);
  if ('upTo' in which) return void (await mine.where('created_at', '<=', which.upTo).execute());
  if (which.ids.length > 0) await mine.where('id', 'in', [...which.ids]).execute();
}

export async function markUnread(database: Database, userId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await inboxIn(database)
    .updateTable('notice')
    .set({ read_at: null })
    .where('user_id', '=', userId)
    .where('id', 'in', [...ids])
    .execute();
}

export function inboxIn(database: Database): Kysely<HostTables> {
  return queriesOf<HostTables>(database.queries);
}
