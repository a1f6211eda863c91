import type { JobRun } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import { theHouse } from '../../../src/kernel/permissions.js';
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
}

export interface Erasures {
  find(queries: QueryHandle, id: string): Promise<(StoredErasure & ErasureProgress) | null>;
  of(
    queries: QueryHandle,
    subject: { readonly kind: SubjectKind; readonly id: string },
  ): Promise<StoredErasure | null>;
  /** the newest first */
  list(queries: QueryHandle): Promise<readonly StoredErasure[]>;
  /** the subject's own, made or begun again */
  begin(
    queries: QueryHandle,
    erasure: Pick<
      StoredErasure,
      'id' | 'subjectKind' | 'subjectId' | 'reason' | 'requestedBy' | 'requestedAt'
    >,
  ): Promise<void>;
  change(queries: QueryHandle, id: string, set: ErasureChange): Promise<void>;
}

export type ErasureChange = Partial<
  Pick<StoredErasure, 'state' | 'error' | 'report' | 'doneAt' | 'jobId' | 'repeated'> & ErasureProgress
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

/** Refusals of every plugin that has something open with the subject. */
export async function openMatters(
  context: PluginContext,
  queries: QueryHandle,
  subject: FoundSubject,
): Promise<readonly Refusal[]> {
  const matters = await Promise.all(
    context.personalData.described.map((plugin) => plugin.open(queries, subject)),
  );
  return matters.flat();
}

/**
 * Ends the subject's access at once and writes down that it is to be forgotten; what does it is `performErasure`. Refuses
 * `unknown-subject`, `typed-otherwise`, `reason-missing`, `reason-names-subject`, `erases-oneself`, `last-administrator`,
 * `erasure-running`, and what is open (see `openMatters`).
 */
export function makeRequestErasure(parts: ErasureParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    asked: ErasureAsked,
  ): Promise<Result<{ readonly erasureId: string }, Refusal>> => {
    const found = await parts.subjects.find(context, context.database.queries, asked.kind, asked.id);
    if (!found || !(await sees(context, actor, found))) return err({ code: 'unknown-subject' });
    const refusal = await refusalOf(parts, context, actor, found, asked);
    if (refusal) return err(refusal);
    const begun = await context.database.transaction(async (tx): Promise<Result<string, Refusal>> => {
      const [matter] = await openMatters(context, tx.queries, found);
      if (matter) return err(matter);
      const before = await parts.erasures.of(tx.queries, found);
      const id = before?.id ?? newId();
      await parts.erasures.begin(tx.queries, {
        ...{ id, subjectKind: found.kind, subjectId: found.id, reason: asked.reason.trim() },
        ...{ requestedBy: actor.userId, requestedAt: await context.database.now() },
      });
      await parts.forgetter.endAccess(context, found, tx);
      await tx.audit({
        ...{ actor, action: 'privacy.request-erasure', entity: found.model, entityId: found.id },
        after: { erasure: id },
      });
      return ok(id);
    });
    if (!begun.ok) return begun;
    await context.personalData.endSessions(found.userIds);
    await parts.ledger.add(context, found);
    return ok({ erasureId: begun.value });
  };
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
    });
    return ok({
      subject: found,
      open: await openMatters(context, queries, found),
      report: tally.report(),
    });
  };
}

/** As a row of the panel: what the actor would not find there is not the actor's to erase. */
export async function sees(context: PluginContext, actor: Actor, found: FoundSubject): Promise<boolean> {
  const visible = await context.records.visible(actor, found.model, [found.id]);
  return visible.length > 0;
}

async function refusalOf(
  parts: ErasureParts,
  context: PluginContext,
  actor: Actor,
  found: FoundSubject,
  { typed, reason }: ErasureAsked,
): Promise<Refusal | null> {
  const { queries } = context.database;
  if (actor.userId !== null && found.userIds.includes(actor.userId)) return { code: 'erases-oneself' };
  if (typed.trim() !== found.code) return { code: 'typed-otherwise', expected: found.code };
  if (reason.trim().length < 3) return { code: 'reason-missing' };
  const named = knownAs(await parts.forgetter.knownBy(context, found), await standInFor(context, found));
  if (named.mentionedIn(reason)) return { code: 'reason-names-subject' };
  if (await parts.subjects.areLastAdministrators(context, queries, found.userIds))
    return { code: 'last-administrator' };
  const before = await parts.erasures.of(queries, found);
  return before?.state === 'running' ? { code: 'erasure-running' } : null;
}

export interface Performing {
  readonly actor: Actor;
  readonly signal: AbortSignal;
  /** true: after a backup was brought back; what is open then was open when it was forgotten before */
  readonly repeats: boolean;
}

/**
 * Forgets the subject of an erasure that was begun, from wherever an earlier attempt stopped. Refuses `unknown-erasure`,
 * `unknown-subject`, and what is open by now.
 */
export function makePerformErasure(parts: ErasureParts) {
  return async (
    context: PluginContext,
    erasureId: string,
    { actor, signal, repeats }: Performing,
  ): Promise<Result<ErasureReport, Refusal>> => {
    const { database, personalData } = context;
    const erasure = await parts.erasures.find(database.queries, erasureId);
    if (!erasure) return err({ code: 'unknown-erasure' });
    const found = await parts.subjects.find(
      context,
      database.queries,
      erasure.subjectKind,
      erasure.subjectId,
    );
    if (!found) return fail(parts, context, erasureId, { code: 'unknown-subject' });
    const isItself = erasure.knownBy === null;
    if (isItself) {
      const [matter] = repeats ? [] : await openMatters(context, database.queries, found);
      if (matter) return fail(parts, context, erasureId, matter);
      for (const plugin of personalData.described) await plugin.beforeErasure(found, signal);
    }
    const tally = new Tally(isItself ? [] : erasure.report);
    const knownBy = erasure.knownBy ?? (await parts.forgetter.knownBy(context, found));
    const work = {
      ...{ context, actor, subject: found, knownBy, tally, signal },
      reason: `privacy erasure ${erasureId}`,
      note: (tx: Transaction) =>
        parts.erasures.change(tx.queries, erasureId, { knownBy, report: tally.report() }),
    };
    if (isItself) {
      const begun = await database.transaction(async (tx): Promise<Result<null, Refusal>> => {
        tally.goBackTo([]);
        const [matter] = repeats ? [] : await openMatters(context, tx.queries, found);
        if (matter) return err(matter);
        await parts.forgetter.forgetItself(work, tx);
        await work.note(tx);
        return ok(null);
      });
      if (!begun.ok) return fail(parts, context, erasureId, begun.error);
    }
    await personalData.endSessions(found.userIds);
    await parts.forgetter.forgetTheRest(work);
    await parts.forgetter.countKept(work);
    const report = tally.report();
    await database.transaction(async (tx) => {
      await parts.erasures.change(tx.queries, erasureId, {
        ...{ state: 'done', report, error: null, knownBy: null, doneAt: await database.now() },
        ...(repeats ? { repeated: erasure.repeated + 1 } : {}),
      });
      await tx.audit({
        ...{ actor, action: 'privacy.erase-subject', entity: found.model, entityId: found.id },
        after: { erasure: erasureId, report: JSON.stringify(report) },
      });
    });
    return ok(report);
  };
}

async function fail(
  parts: ErasureParts,
  { database }: PluginContext,
  id: string,
  refusal: Refusal,
): Promise<Result<never, Refusal>> {
  await parts.erasures.change(database.queries, id, { state: 'failed', error: refusal });
  return err(refusal);
}

/** The job: an erasure that was asked for. */
export function makeEraseSubject(parts: ErasureParts) {
  const perform = makePerformErasure(parts);
  return async ({ context, data, signal }: JobRun<{ readonly erasureId: string }>): Promise<void> => {
    await perform(context, data.erasureId, { actor: theHouse('job'), signal, repeats: false });
  };
}
