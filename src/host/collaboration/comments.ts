import type { Kysely, Selectable } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Actor } from '../../kernel/permissions.js';
import type { PluginContext } from '../../kernel/plugin-context.js';
import type { Database, Transaction } from '../../kernel/ports.js';
import { forUpdate } from '../../query/for-update.js';
import { queriesOf } from '../../query/queries.js';
import { newId } from '../../values/ids.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import { mentionedIn, tidyText } from './mention-text.js';
import { namesOf, thoseWhoSee, type RecordPlace } from './people.js';

export type CommentRow = Selectable<HostTables['comment']>;

/** A record that the actor sees, with what a notice about it says. */
export interface SeenRecord extends RecordPlace {
  readonly title: string;
  readonly href: string;
}

export const LONGEST_COMMENT = 4000;
export const EDIT_MINUTES = 15;
export const MODERATE_COMMENTS = 'host.comments.moderate';

const PAGE = 50;

/** The newest comments of a record before `before`, oldest of them first. */
export async function commentsOf(
  database: Database,
  place: RecordPlace,
  before: string | null,
): Promise<{ readonly rows: readonly CommentRow[]; readonly hasEarlier: boolean }> {
  let query = commentsIn(database)
    .selectFrom('comment')
    .selectAll()
    .where('entity', '=', place.model)
    .where('entity_id', '=', place.id);
  // Ids grow with time: they are the order in which comments were written.
  if (before !== null) query = query.where('id', '<', before);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
    .execute();
  return { rows: rows.slice(0, PAGE).reverse(), hasEarlier: rows.length > PAGE };
}

/** Refusals: comment-empty, comment-too-long { limit }, mention-unseeing. */
export async function writeComment(
  context: PluginContext,
  actor: Actor,
  record: SeenRecord,
  text: string,
): Promise<Result<{ readonly id: string }, Refusal>> {
  const body = tidyText(text);
  const refusal = refusalOf(body) ?? (await refusalOfMentions(context, record, mentionedIn(body)));
  if (refusal) return err(refusal);
  const author = await nameOf(context, actor);
  return context.database.transaction(async (tx) => {
    const now = context.clock.now();
    const row = {
      id: newId(),
      entity: record.model,
      entity_id: record.id,
      author_id: actor.userId ?? '',
      body,
      created_at: now,
      updated_at: now,
      deleted_at: null,
      version: 1,
    };
    await commentsIn(tx).insertInto('comment').values(row).execute();
    await audit(tx, actor, 'host.write-comment', row, null, body);
    await tellMentioned(tx, { actor, author, record, commentId: row.id, mentioned: mentionedIn(body) });
    return ok({ id: row.id });
  });
}

export interface CommentEdit {
  readonly id: string;
  readonly text: string;
  /** of the comment as the editor saw it */
  readonly version: number;
}

/** Refusals: those of writing, comment-unknown, comment-not-yours, comment-edit-over { minutes }, comment-stale. */
export async function editComment(
  context: PluginContext,
  actor: Actor,
  record: SeenRecord,
  edit: CommentEdit,
): Promise<Result<{ readonly id: string }, Refusal>> {
  const body = tidyText(edit.text);
  const before = await findComment(context.database, record, edit.id);
  // Who was mentioned and has since lost sight of the record does not keep a slip of the pen from being mended.
  const added = mentionedIn(body).filter((id) => !mentionedIn(before?.body ?? '').includes(id));
  const refusal =
    refusalOf(body) ??
    refusalOfEdit(before, actor, edit, context.clock.now()) ??
    (await refusalOfMentions(context, record, added));
  if (refusal) return err(refusal);
  const author = await nameOf(context, actor);
  return context.database.transaction(async (tx) => {
    const row = await forUpdateOf(tx, record, edit.id);
    const now = context.clock.now();
    const late = refusalOfEdit(row, actor, edit, now);
    if (late || !row) return err(late ?? { code: 'comment-unknown' });
    await commentsIn(tx)
      .updateTable('comment')
      .set({ body, updated_at: now, version: row.version + 1 })
      .where('id', '=', row.id)
      .execute();
    await audit(tx, actor, 'host.edit-comment', row, row.body, body);
    await tellMentioned(tx, { actor, author, record, commentId: row.id, mentioned: added });
    return ok({ id: row.id });
  });
}

/** It keeps its place, without its words. Refusals: comment-unknown, comment-not-yours. */
export async function deleteComment(
  context: PluginContext,
  actor: Actor,
  record: SeenRecord,
  id: string,
): Promise<Result<{ readonly id: string }, Refusal>> {
  return context.database.transaction(async (tx) => {
    const row = await forUpdateOf(tx, record, id);
    if (!row || row.deleted_at) return err({ code: 'comment-unknown' });
    if (row.author_id !== actor.userId && !context.may(actor, MODERATE_COMMENTS))
      return err({ code: 'comment-not-yours' });
    const now = context.clock.now();
    await commentsIn(tx)
      .updateTable('comment')
      .set({ body: '', deleted_at: now, updated_at: now, version: row.version + 1 })
      .where('id', '=', row.id)
      .execute();
    await audit(tx, actor, 'host.delete-comment', row, row.body, null);
    return ok({ id: row.id });
  });
}

/** Whether its author may still change what it says. */
export function isEditable(row: Pick<CommentRow, 'created_at' | 'deleted_at'>, now: Date): boolean {
  return !row.deleted_at && now.getTime() - row.created_at.getTime() <= EDIT_MINUTES * 60_000;
}

function refusalOf(body: string): Refusal | null {
  if (body === '') return { code: 'comment-empty' };
  return body.length > LONGEST_COMMENT ? { code: 'comment-too-long', limit: LONGEST_COMMENT } : null;
}

async function refusalOfMentions(
  context: PluginContext,
  record: RecordPlace,
  mentioned: readonly string[],
): Promise<Refusal | null> {
  const seeing = await thoseWhoSee(context, record, mentioned);
  return seeing.length < mentioned.length ? { code: 'mention-unseeing' } : null;
}

function refusalOfEdit(
  row: CommentRow | undefined,
  actor: Actor,
  edit: CommentEdit,
  now: Date,
): Refusal | null {
  if (!row || row.deleted_at) return { code: 'comment-unknown' };
  if (row.author_id !== actor.userId) return { code: 'comment-not-yours' };
  if (!isEditable(row, now)) return { code: 'comment-edit-over', minutes: EDIT_MINUTES };
  return row.version === edit.version ? null : { code: 'comment-stale' };
}

interface Mentioning {
  readonly actor: Actor;
  readonly author: string;
  readonly record: SeenRecord;
  readonly commentId: string;
  readonly mentioned: readonly string[];
}

/** Everybody but the writer, once for each comment however often it is edited. */
async function tellMentioned(tx: Transaction, told: Mentioning): Promise<void> {
  const { actor, author, record, commentId } = told;
  const userIds = told.mentioned.filter((id) => id !== actor.userId);
  if (userIds.length === 0) return;
  await tx.inform({
    userIds,
    kind: 'host.mentioned',
    facts: { author, title: record.title },
    entity: record.model,
    entityId: record.id,
    link: `${record.href}#comment-${commentId}`,
    uniqueKey: `comment:${commentId}`,
  });
}

async function nameOf(context: PluginContext, { userId, name }: Actor): Promise<string> {
  return (userId === null ? undefined : (await namesOf(context, [userId])).get(userId)) ?? name;
}

function selectComment(source: Database | Transaction, place: RecordPlace, id: string) {
  return commentsIn(source)
    .selectFrom('comment')
    .selectAll()
    .where('id', '=', id)
    .where('entity', '=', place.model)
    .where('entity_id', '=', place.id);
}

function findComment(database: Database, place: RecordPlace, id: string): Promise<CommentRow | undefined> {
  return selectComment(database, place, id).executeTakeFirst();
}

function forUpdateOf(tx: Transaction, place: RecordPlace, id: string): Promise<CommentRow | undefined> {
  return forUpdate(tx.dialect, selectComment(tx, place, id)).executeTakeFirst();
}

async function audit(
  tx: Transaction,
  actor: Actor,
  action: string,
  comment: Pick<CommentRow, 'id' | 'entity' | 'entity_id'>,
  before: string | null,
  after: string | null,
): Promise<void> {
  const facts = (body: string | null) =>
    body === null ? null : { entity: comment.entity, entityId: comment.entity_id, body };
  await tx.audit({
    actor,
    action,
    entity: 'Comment',
    entityId: comment.id,
    before: facts(before),
    after: facts(after),
  });
}

function commentsIn(source: Database | Transaction): Kysely<HostTables> {
  return queriesOf<HostTables>(source.queries);
}
