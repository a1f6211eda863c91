import type { JobRun } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import { theHouse } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { openMatters, type ErasureParts, type ErasureProgress } from './erase-subject.js';
import type { ErasureWork } from './forgetting.js';
import type { ErasureReport, StoredErasure } from './stored.js';
import { Tally } from './tally.js';

export interface Performing {
  readonly actor: Actor;
  readonly signal: AbortSignal;
  /** true: after a backup was brought back; what is open then was open when it was forgotten before */
  readonly repeats: boolean;
  /** called after each table */
  readonly reached?: (done: number, total: number) => Promise<void>;
}

/** Somebody else has taken the erasure up meanwhile, and goes on with it. */
class TakenOver extends Error {
  override readonly name = 'TakenOver';
}

/**
 * Forgets the subject of an erasure that was begun, from wherever an earlier attempt stopped. Of two at once the later one goes on
 * alone. Refuses `unknown-erasure`, `unknown-subject`, `erasure-taken-over`, and what is open by now.
 */
export function makePerformErasure(parts: ErasureParts) {
  return async (
    context: PluginContext,
    erasureId: string,
    performing: Performing,
  ): Promise<Result<ErasureReport, Refusal>> => {
    const performer = newId();
    const erasure = await claim(parts, context, erasureId, performer, performing);
    if (!erasure) return err({ code: 'unknown-erasure' });
    const found = await parts.subjects.find(
      context,
      context.database.queries,
      erasure.subjectKind,
      erasure.subjectId,
    );
    const fail = (refusal: Refusal): Promise<Result<never, Refusal>> =>
      failErasure(parts, context, erasureId, refusal, performer);
    if (!found) return fail({ code: 'unknown-subject' });
    const tally = new Tally(erasure.counted);
    const knownBy = erasure.knownBy ?? (await parts.forgetter.knownBy(context, found));
    const work: ErasureWork = {
      ...{ context, actor: performing.actor, subject: found, knownBy, tally, signal: performing.signal },
      reason: `privacy erasure ${erasureId}`,
      reached: performing.reached ?? (() => Promise.resolve()),
      async note(tx: Transaction) {
        const noted = await parts.erasures.change(tx, erasureId, (now) =>
          now.performer === performer ? { knownBy, counted: tally.report() } : null,
        );
        if (!noted) throw new TakenOver();
      },
    };
    try {
      if (erasure.knownBy === null) {
        const matter = await forgetItself(parts, work, performing);
        if (matter) return await fail(matter);
      }
      await context.personalData.endSessions(found.userIds);
      await parts.forgetter.forgetTheRest(work);
      await parts.forgetter.countKept(work);
      return ok(await finish(parts, work, erasureId, performing));
    } catch (error) {
      if (error instanceof TakenOver) return err({ code: 'erasure-taken-over' });
      throw error;
    }
  };
}

/** One that is done is taken up again after a restoration alone. */
async function claim(
  parts: ErasureParts,
  { database }: PluginContext,
  erasureId: string,
  performer: string,
  { repeats }: Performing,
): Promise<(StoredErasure & ErasureProgress) | null> {
  return database.transaction((tx) =>
    parts.erasures.change(tx, erasureId, ({ state }) => {
      if (repeats) return { performer };
      return state === 'done' ? null : { performer, state: 'running', error: null };
    }),
  );
}

/** The rows that are the subject. @returns what is open by now: then nothing is done */
async function forgetItself(
  parts: ErasureParts,
  work: ErasureWork,
  { repeats, signal }: Performing,
): Promise<Refusal | null> {
  const { context, subject, tally } = work;
  const { database, personalData } = context;
  const [open] = repeats ? [] : await openMatters(context, database.queries, subject);
  if (open) return open;
  for (const plugin of personalData.described) await plugin.beforeErasure(subject, signal);
  // An empty house into which an older backup is brought knows of it before any of it is done.
  if (!repeats) await parts.ledger.add(context, subject);
  const before = tally.report();
  const done = await database.transaction(async (tx): Promise<Result<null, Refusal>> => {
    tally.goBackTo(before);
    const [matter] = repeats ? [] : await openMatters(context, tx.queries, subject);
    if (matter) return err(matter);
    await parts.forgetter.forgetItself(work, tx);
    await work.note(tx);
    return ok(null);
  });
  return done.ok ? null : done.error;
}

async function finish(
  parts: ErasureParts,
  work: ErasureWork,
  erasureId: string,
  { actor, repeats }: Performing,
): Promise<ErasureReport> {
  const { context, subject, tally } = work;
  const { database } = context;
  const report = tally.report();
  const at = await database.now();
  await database.transaction(async (tx) => {
    await work.note(tx);
    await parts.erasures.change(tx, erasureId, ({ doneAt, again, repeated }) => ({
      ...{ state: 'done', error: null, knownBy: null, counted: [], performer: null },
      ...(doneAt === null
        ? { report, doneAt: at }
        : {
            again: [...again, { at: at.toISOString(), because: repeats ? 'restored' : 'asked', report }],
          }),
      repeated: repeated + (repeats ? 1 : 0),
    }));
    await tx.audit({
      ...{ actor, action: 'privacy.erase-subject', entity: subject.model, entityId: subject.id },
      after: { erasure: erasureId, report: JSON.stringify(report) },
    });
  });
  return report;
}

/** @param performer whose word counts; null: nobody is at it any more */
export async function failErasure(
  { erasures }: Pick<ErasureParts, 'erasures'>,
  { database }: PluginContext,
  id: string,
  refusal: Refusal,
  performer: string | null,
): Promise<Result<never, Refusal>> {
  await database.transaction((tx) =>
    erasures.change(tx, id, (now) =>
      now.state === 'running' && (performer === null || now.performer === performer)
        ? { state: 'failed', error: refusal, performer: null }
        : null,
    ),
  );
  return err(refusal);
}

/** The job: an erasure that was asked for. What it could not do by its last attempt stays to be asked for again. */
export function makeEraseSubject(parts: ErasureParts) {
  const perform = makePerformErasure(parts);
  return async ({
    context,
    data: { erasureId },
    signal,
    lastAttempt,
    progress,
  }: JobRun<{ readonly erasureId: string }>): Promise<void> => {
    const actor = theHouse('job');
    try {
      await perform(context, erasureId, { actor, signal, repeats: false, reached: progress });
    } catch (error) {
      // One that was stopped is put back, or noticed by `watchRequests`.
      if (lastAttempt && !signal.aborted)
        await failErasure(parts, context, erasureId, { code: 'erasure-failed' }, null);
      throw error;
    }
  };
}
