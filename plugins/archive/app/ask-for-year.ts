import type { Actor } from '../../../src/kernel/permissions.js';
import type { Jobs, Transaction } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { yearFileName, type MoveNeeds } from './move-year.js';
import type { ArchivedYear } from './years.js';

export const MOVE_YEAR = 'archive.move-year';
export const RETURN_YEAR = 'archive.return-year';
export const PROVE_YEAR = 'archive.prove-year';

type Needs = Pick<MoveNeeds, 'database' | 'clock' | 'archive' | 'years' | 'files'> & { readonly jobs: Jobs };

export interface YearAsked {
  readonly year: number;
  /** the year once more, as whoever asks has typed it */
  readonly typed: string;
}

/** Asks for a year to be moved: a job does it. Refuses `year-not-typed`, `year-under-way`, and at once what moving would refuse without a look at the records. */
export function makeAskToMove(needs: Needs) {
  const { archive, clock, database, files, jobs, years } = needs;
  return async (
    actor: Actor,
    { year, typed, to }: YearAsked & { readonly to: readonly string[] },
  ): Promise<Result<null, Refusal>> => {
    if (typed.trim() !== String(year)) return err({ code: 'year-not-typed' });
    if (await isUnderWay(jobs, await years.find(database.queries, year)))
      return err({ code: 'year-under-way', year });
    const allowed = await archive.mayMove(database.queries, year);
    if (!allowed.ok) return allowed;
    const places = await files.places(to);
    if (!places.ok) return places;
    const requestedBy = actor.userId;
    const job = { name: MOVE_YEAR, data: { year, to, requestedBy } };
    const before = await ask(needs, actor, job, (tx, jobId) =>
      years.begin(tx, { year, fileName: yearFileName(year), jobId, requestedBy, at: clock.now() }),
    );
    if (before !== null) await files.remove(before);
    return ok(null);
  };
}

/** Asks for a year to be brought back: a job does it. Refuses `year-not-typed`, `year-under-way`, `year-not-moved`. */
export function makeAskToReturn(needs: Needs) {
  const { database, jobs, years } = needs;
  return async (actor: Actor, { year, typed }: YearAsked): Promise<Result<null, Refusal>> => {
    if (typed.trim() !== String(year)) return err({ code: 'year-not-typed' });
    const known = await years.find(database.queries, year);
    if (await isUnderWay(jobs, known)) return err({ code: 'year-under-way', year });
    if (known?.state !== 'moved' && known?.state !== 'returning')
      return err({ code: 'year-not-moved', year });
    const requestedBy = actor.userId;
    await ask(needs, actor, { name: RETURN_YEAR, data: { year, requestedBy } }, (tx, jobId) =>
      years.returning(tx, { year, jobId, requestedBy }),
    );
    return ok(null);
  };
}

/** Asks for a moved year's file to be read wherever it lies: a job does it. Refuses `year-not-moved`. */
export function makeAskToProve({ database, jobs, years }: Needs) {
  return async (actor: Actor, year: number): Promise<Result<null, Refusal>> => {
    const known = await years.find(database.queries, year);
    if (known?.state !== 'moved') return err({ code: 'year-not-moved', year });
    await jobs.schedule(PROVE_YEAR, { year }, { ...byWhom(actor), unique: `${PROVE_YEAR}:${year}` });
    return ok(null);
  };
}

interface YearJob {
  readonly year: number;
  readonly requestedBy: string | null;
  /** places that get a copy */
  readonly to?: readonly string[];
}

/** The job, and what is noted of its year, in one transaction; unless somebody else has asked for it at the same time. */
async function ask<Noted>(
  { database, jobs, years }: Needs,
  actor: Actor,
  { name, data }: { readonly name: string; readonly data: YearJob },
  note: (tx: Transaction, jobId: string) => Promise<Noted>,
): Promise<Noted | null> {
  const unique = `archive:${data.year}`;
  const { jobId, noted } = await database.transaction(async (tx) => {
    const id = await jobs.schedule(name, data, { ...byWhom(actor), unique, within: tx });
    const known = await years.lock(tx, data.year);
    return { jobId: id, noted: known?.jobId === id ? null : await note(tx, id) };
  });
  await jobs.runNow(jobId);
  return noted;
}

/** Its job is waiting or running. One that died without an end is begun again. */
async function isUnderWay(jobs: Jobs, known: ArchivedYear | null): Promise<boolean> {
  if (known?.state !== 'moving' && known?.state !== 'returning') return false;
  const job = known.jobId === null ? null : await jobs.find(known.jobId);
  return job?.state === 'scheduled' || job?.state === 'running';
}

function byWhom(actor: Actor): { readonly requestedBy?: Actor } {
  return actor.userId === null ? {} : { requestedBy: actor };
}
