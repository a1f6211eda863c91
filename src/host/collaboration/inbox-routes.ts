import { z } from 'zod';
import type { HttpReply, HttpRequest, HttpRoute } from '../../kernel/contributions.js';
import { readableFacts } from '../admin/sentences.js';
import { USE_PANEL } from '../admin/access-contribution.js';
import { markRead, markUnread, noticesOf, unreadOf, type NoticeRow } from './inbox.js';

const MOST_AT_ONCE = 200;

const ids = z.array(z.string().max(36)).max(MOST_AT_ONCE);
const reading = z.union([z.object({ ids }), z.object({ upTo: z.iso.datetime() })]);
const unreading = z.object({ ids });

/** One's own notices. Read on one device they are read on all. */
export const inboxRoutes: readonly HttpRoute[] = [
  { method: 'GET', path: '/inbox', permission: USE_PANEL, handle: showInbox },
  {
    method: 'GET',
    path: '/inbox/unread',
    permission: USE_PANEL,
    handle: async (request) => ({ json: { unread: await unreadCount(request) } }),
  },
  {
    method: 'POST',
    path: '/inbox/read',
    permission: USE_PANEL,
    async handle(request) {
      const { context, actor, body } = request;
      const form = reading.safeParse(body);
      if (!form.success || actor.userId === null) return MALFORMED;
      const which = 'upTo' in form.data ? { upTo: new Date(form.data.upTo) } : form.data;
      await markRead(context.database, actor.userId, which, context.clock.now());
      return { json: { unread: await unreadCount(request) } };
    },
  },
  {
    method: 'POST',
    path: '/inbox/unread',
    permission: USE_PANEL,
    async handle(request) {
      const { context, actor, body } = request;
      const form = unreading.safeParse(body);
      if (!form.success || actor.userId === null) return MALFORMED;
      await markUnread(context.database, actor.userId, form.data.ids);
      return { json: { unread: await unreadCount(request) } };
    },
  },
];

const MALFORMED: HttpReply = { status: 400, refusal: { code: 'request-unreadable' } };

async function unreadCount({ context, actor }: HttpRequest): Promise<number> {
  if (actor.userId === null) return 0;
  return (await unreadOf(context.database, [actor.userId])).get(actor.userId) ?? 0;
}

async function showInbox(request: HttpRequest): Promise<HttpReply> {
  const { context, actor, query } = request;
  if (actor.userId === null) return { json: { notices: [], next: null, unread: 0 } };
  const page = await noticesOf(context.database, actor.userId, {
    before: query['before'] || null,
    unreadOnly: query['unread'] === '1',
  });
  const isSeen = await sightOf(request, page.rows);
  return {
    json: {
      notices: page.rows.map((row) => noticeView(request, row, isSeen(row))),
      next: page.next,
      unread: await unreadCount(request),
    },
  };
}

/** Which of the notices are about something that the reader may see now, whatever was so when they were written. */
async function sightOf(
  { context, actor }: HttpRequest,
  rows: readonly NoticeRow[],
): Promise<(row: NoticeRow) => boolean> {
  const idsOf = new Map<string, Set<string>>();
  for (const { entity, entity_id: id } of rows)
    if (entity !== null && id !== null) idsOf.set(entity, (idsOf.get(entity) ?? new Set()).add(id));
  const seen = new Set<string>();
  for (const [entity, wanted] of idsOf) {
    const records = await context.records.visible(actor, entity, [...wanted]);
    for (const { id } of records) seen.add(`${entity}:${id}`);
  }
  return ({ entity, entity_id: id }) => entity === null || id === null || seen.has(`${entity}:${id}`);
}

function noticeView({ context, language }: HttpRequest, row: NoticeRow, isSeen: boolean): unknown {
  const [plugin = 'host', what = ''] = row.kind.split(/\.(.*)/s);
  const facts = JSON.parse(row.facts) as Readonly<Record<string, unknown>>;
  const sentence = isSeen
    ? context.translator.text(language, `${plugin}:notices.${what}`, readableFacts(language, facts))
    : context.translator.text(language, 'host:notices.out-of-sight');
  return {
    id: row.id,
    sentence,
    link: isSeen ? row.link : null,
    createdAt: row.created_at.toISOString(),
    isRead: row.read_at !== null,
  };
}
