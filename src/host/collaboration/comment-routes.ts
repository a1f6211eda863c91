import { z } from 'zod';
import type { HttpReply, HttpRequest, HttpRoute } from '../../kernel/contributions.js';
import type { Actor } from '../../kernel/permissions.js';
import type { PluginContext } from '../../kernel/plugin-context.js';
import type { Refusal, Result } from '../../values/result.js';
import {
  commentsOf,
  deleteComment,
  editComment,
  isEditable,
  MODERATE_COMMENTS,
  writeComment,
  type CommentRow,
  type SeenRecord,
} from './comments.js';
import { mentionedIn } from './mention-text.js';
import { findMentionable, namesOf, READ_COMMENTS } from './people.js';

export const WRITE_COMMENTS = 'host.comments.write';

const COMMENTS = '/records/:model/:id/comments';
const ONE_COMMENT = `${COMMENTS}/:comment`;
const PEOPLE_OFFERED = 8;
const LONGEST_SENT = 20_000;

const written = z.object({ body: z.string().max(LONGEST_SENT) });
const edited = written.extend({ version: z.int() });

/** What is written under a record: for those who may see it, and nothing about any other. */
export const commentRoutes: readonly HttpRoute[] = [
  {
    method: 'GET',
    path: COMMENTS,
    permission: READ_COMMENTS,
    handle: onRecord(async (request, record) => ({ json: await viewOf(request, record) })),
  },
  {
    method: 'POST',
    path: COMMENTS,
    permission: WRITE_COMMENTS,
    handle: onRecord(async ({ context, actor, body }, record) => {
      const form = written.safeParse(body);
      if (!form.success) return MALFORMED;
      return answer(await writeComment(context, actor, record, form.data.body), 201);
    }),
  },
  {
    method: 'PUT',
    path: ONE_COMMENT,
    permission: WRITE_COMMENTS,
    handle: onRecord(async ({ context, actor, params, body }, record) => {
      const form = edited.safeParse(body);
      if (!form.success) return MALFORMED;
      const { body: text, version } = form.data;
      return answer(
        await editComment(context, actor, record, { id: params['comment'] ?? '', text, version }),
        200,
      );
    }),
  },
  {
    method: 'DELETE',
    path: ONE_COMMENT,
    permission: READ_COMMENTS,
    handle: onRecord(async ({ context, actor, params }, record) =>
      answer(await deleteComment(context, actor, record, params['comment'] ?? ''), 200),
    ),
  },
  {
    method: 'GET',
    path: '/records/:model/:id/mentionable',
    permission: WRITE_COMMENTS,
    handle: onRecord(async (request, record) => {
      const { context, actor, language, query } = request;
      const term = (query['q'] ?? '').trim().slice(0, 100);
      const people = await findMentionable(context, actor, record, { term, limit: PEOPLE_OFFERED });
      return {
        json: {
          people: people.map(({ id, name, role }) => ({
            id,
            name,
            role: context.translator.text(language, `host:roles.${role}`),
          })),
        },
      };
    }),
  },
];

const MALFORMED: HttpReply = { status: 400, refusal: { code: 'request-unreadable' } };
const UNKNOWN: HttpReply = { status: 404, refusal: { code: 'record-unknown' } };

/** A record that the reader may not see is answered as one that is not there. */
function onRecord(handle: (request: HttpRequest, record: SeenRecord) => Promise<HttpReply>) {
  return async (request: HttpRequest): Promise<HttpReply> => {
    const { context, actor, params } = request;
    const model = params['model'] ?? '';
    if (!context.may(actor, READ_COMMENTS)) return UNKNOWN;
    const [record] = await context.records.visible(actor, model, [params['id'] ?? '']);
    return record ? handle(request, { ...record, model }) : UNKNOWN;
  };
}

const STATUS_OF: Readonly<Record<string, number>> = {
  'comment-unknown': 404,
  'comment-not-yours': 403,
  'comment-stale': 409,
};

function answer(outcome: Result<{ readonly id: string }, Refusal>, status: number): HttpReply {
  if (outcome.ok) return { status, json: outcome.value };
  return { status: STATUS_OF[outcome.error.code] ?? 422, refusal: outcome.error };
}

async function viewOf({ context, actor, query }: HttpRequest, record: SeenRecord): Promise<unknown> {
  const { rows, hasEarlier } = await commentsOf(context.database, record, query['before'] ?? null);
  const mentioned = rows.flatMap(({ body }) => mentionedIn(body));
  const names = await namesOf(context, [...rows.map((row) => row.author_id), ...mentioned]);
  return {
    comments: rows.map((row) => commentView(context, actor, row, names)),
    people: Object.fromEntries(mentioned.map((id) => [id, names.get(id) ?? ''])),
    hasEarlier,
    mayWrite: context.may(actor, WRITE_COMMENTS),
  };
}

function commentView(
  context: PluginContext,
  actor: Actor,
  row: CommentRow,
  names: ReadonlyMap<string, string>,
): unknown {
  const isOwn = row.author_id === actor.userId;
  const isDeleted = row.deleted_at !== null;
  return {
    id: row.id,
    author: names.get(row.author_id) ?? '',
    body: row.body,
    createdAt: row.created_at.toISOString(),
    isDeleted,
    isEdited: !isDeleted && row.version > 1,
    version: row.version,
    mayEdit: isOwn && context.may(actor, WRITE_COMMENTS) && isEditable(row, context.clock.now()),
    mayDelete: !isDeleted && (isOwn || context.may(actor, MODERATE_COMMENTS)),
  };
}
