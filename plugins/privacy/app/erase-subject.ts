import type { Actor } from '../../../src/kernel/permissions.js';
import type { SubjectKind } from '../../../src/kernel/personal-data.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { knownAs } from '../domain/known-as.js';
import type { Forgetter } from './forgetting.js';
import { standInFor } from './stand-in-for.js';
import type { ErasureReport, FoundSubject, StoredErasure } from './stored.js';
import { Tally } from './tally.js';

export const ERASE_SUBJECT = 'privacy.erase-subject';

/** What a running erasure must know when it begins again; nothing of it stays when it is done. */
export interface ErasureProgress {
  /** by what the subject was known; null: it is itself still */
  readonly knownBy: readonly string[] | null;
  readonly counted: ErasureReport;
  /** who is at it: of two at once the later one goes on alone */
  readonly performer: string | null;
}

export interface Erasures {
  find(queries: QueryHandle, id: string): Promise<(StoredErasure & ErasureProgress) | null>;
  of(
    queries: QueryHandle,
    subject: { readonly kind: SubjectKind; readonly id: string },
  ): Promise<StoredErasure | null>;
  /** the newest first */
  list(queries: QueryHandle): Promise<readonly StoredErasure[]>;
  /**
   * The subject's own, made or begun again: what was done before stays in it.
   * @returns its id; null: it is running already
   */
  begin(
    tx: Transaction,
    erasure: Pick<
      StoredErasure,
      'id' | 'subjectKind' | 'subjectId' | 'reason' | 'requestedBy' | 'requestedAt'
    >,
  ): Promise<string | null>;
  /**
   * Changes it as it stands now, under its lock.
   * @returns what it was before; null: it is gone, or `change` wanted nothing
   */
  change(
    tx: Transaction,
    id: string,
    change: (now: StoredErasure & ErasureProgress) => ErasureChange | null,
  ): Promise<(StoredErasure & ErasureProgress) | null>;
}

export type ErasureChange = Partial<
  Pick<StoredErasure, 'state' | 'error' | 'report' | 'again' | 'doneAt' | 'jobId' | 'repeated'> &
    ErasureProgress
>;

/** Erasures by ids alone, outside the database: what a backup from before does not know is done again as well. */
export interface Ledger {
  add(context: PluginContext, subject: { readonly kind: SubjectKind; readonly id: string }): Promise<void>;
  all(
    context: PluginContext,
  ): Promise<readonly { readonly kind: SubjectKind; readonly id: string; readonly at: Date }[]>;
}

export interface ErasureParts {
  readonly erasures: Erasures;
  readonly ledger: Ledger;
  readonly forgetter: Forgetter;
  readonly subjects: {
    find(
      context: PluginContext,
      queries: QueryHandle,
      kind: SubjectKind,
      id: string,
    ): Promise<FoundSubject | null>;
    /** keeps others from asking about the same subject until the transaction ends */
    lock(context: PluginContext, tx: Transaction, subject: FoundSubject): Promise<void>;
    /** whether one of them is an administrator, and nobody else is */
    areLastAdministrators(
      context: PluginContext,
      queries: QueryHandle,
      userIds: readonly string[],
    ): Promise<boolean>;
  };
}

export interface ErasureAsked {
  readonly kind: SubjectKind;
  readonly id: string;
  /** the subject's code or address, typed to confirm */
  readonly typed: string;
  /** why, without naming the subject: 3 to 500 characters */
  readonly reason: string;
}

/** Refusals of every plugin that has something open with the subject; each names its plugin. */
export async function openMatters(
  context: PluginContext,
  queries: QueryHandle,
  subject: FoundSubject,
): Promise<readonly Refusal[]> {
  const matters = await Promise.all(
    context.personalData.described.map(async ({ plugin, open }) =>
      (await open(queries, subject)).map((refusal): Refusal => ({ ...refusal, plugin })),
    ),
  );
  return matters.flat();
}

/**
 * Ends the subject's access at once, writes down that it is to be forgotten, and has a job do it; both or neither. Refuses
 * `unknown-subject`, `typed-otherwise`, `reason-missing`, `reason-too-long`, `reason-names-subject`, `erases-oneself`,
 * `last-administrator`, `erasure-running`, and what is open (see `openMatters`).
 * @param notBefore when the job begins, where the caller does it by itself: it takes up what the caller could not finish
 */
export function makeRequestErasure(parts: ErasureParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    asked: ErasureAsked,
    notBefore?: Date,
  ): Promise<Result<{ readonly erasureId: string }, Refusal>> => {
    const { database } = context;
    const found = await parts.subjects.find(context, database.queries, asked.kind, asked.id);
    if (!found || !(await sees(context, actor, found))) return err({ code: 'unknown-subject' });
    const refusal = await refusalOf(parts, context, actor, found, asked);
    if (refusal) return err(refusal);
    const requestedAt = await database.now();
    const begun = await database.transaction(async (tx): Promise<Result<Begun, Refusal>> => {
      const [matter] = await openMatters(context, tx.queries, found);
      if (matter) return err(matter);
      const id = await parts.erasures.begin(tx, {
        ...{ id: newId(), subjectKind: found.kind, subjectId: found.id, reason: asked.reason.trim() },
        ...{ requestedBy: actor.userId, requestedAt },
      });
      if (id === null) return err({ code: 'erasure-running' });
      await parts.forgetter.endAccess(context, found, tx);
      const jobId = await context.jobs.schedule(
        ERASE_SUBJECT,
        { erasureId: id },
        { unique: `${ERASE_SUBJECT}:${id}`, requestedBy: actor, within: tx, at: notBefore },
      );
      await parts.erasures.change(tx, id, () => ({ jobId }));
      await tx.audit({
        ...{ actor, action: 'privacy.request-erasure', entity: found.model, entityId: found.id },
        after: { erasure: id },
      });
      return ok({ id, jobId });
    });
    if (!begun.ok) return begun;
    const { id, jobId } = begun.value;
    await context.personalData.endSessions(found.userIds);
    await parts.ledger.add(context, found);
    if (!notBefore) await context.jobs.runNow(jobId);
    return ok({ erasureId: id });
  };
}

interface Begun {
  readonly id: string;
  readonly jobId: string;
}

/** What an erasure would do, and what stands in its way; nothing is done. Refuses `unknown-subject`. */
export function makePlanErasure(parts: ErasureParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    asked: Pick<ErasureAsked, 'kind' | 'id'>,
    signal: AbortSignal,
  ): Promise<
    Result<
      {
        readonly subject: FoundSubject;
        readonly open: readonly Refusal[];
        readonly report: ErasureReport;
      },
      Refusal
    >
  > => {
    const { queries } = context.database;
    const found = await parts.subjects.find(context, queries, asked.kind, asked.id);
    if (!found || !(await sees(context, actor, found))) return err({ code: 'unknown-subject' });
    const tally = new Tally();
    await parts.forgetter.countEverything({
      ...{ context, actor, subject: found, tally, signal, reason: '' },
      knownBy: await parts.forgetter.knownBy(context, found),
      note: () => Promise.resolve(),
      reached: () => Promise.resolve(),
    });
    const standing = await standingInTheWay(parts, context, actor, found);
    const open = await openMatters(context, queries, found);
    return ok({
      subject: found,
      open: standing ? [standing, ...open] : open,
      report: tally.report(),
    });
  };
}

/** As a row of the panel: what the actor would not find there is not the actor's to erase. */
export async function sees(context: PluginContext, actor: Actor, found: FoundSubject): Promise<boolean> {
  const visible = await context.records.visible(actor, found.model, [found.id]);
  return visible.length > 0;
}

/** Who may not be erased, whatever is said to confirm it. */
async function standingInTheWay(
  parts: ErasureParts,
  context: PluginContext,
  actor: Actor,
  found: FoundSubject,
): Promise<Refusal | null> {
  const { queries } = context.database;
  if (actor.userId !== null && found.userIds.includes(actor.userId)) return { code: 'erases-oneself' };
  if (await parts.subjects.areLastAdministrators(context, queries, found.userIds))
    return { code: 'last-administrator' };
  const before = await parts.erasures.of(queries, found);
  return before?.state === 'running' ? { code: 'erasure-running' } : null;
}

/** Longer than the column, or than anybody reads. */
const LONGEST_REASON = 500;

async function refusalOf(
  parts: ErasureParts,
  context: PluginContext,
  actor: Actor,
  found: FoundSubject,
  { typed, reason }: ErasureAsked,
): Promise<Refusal | null> {
  const standing = await standingInTheWay(parts, context, actor, found);
  if (standing) return standing;
  if (typed.trim() !== found.code) return { code: 'typed-otherwise', expected: found.code };
  const { length } = reason.trim();
  if (length < 3) return { code: 'reason-missing' };
  if (length > LONGEST_REASON) return { code: 'reason-too-long', most: LONGEST_REASON };
  const named = knownAs(await parts.forgetter.knownBy(context, found), await standInFor(context, found));
  return named.mentionedIn(reason) ? { code: 'reason-names-subject' } : null;
}
