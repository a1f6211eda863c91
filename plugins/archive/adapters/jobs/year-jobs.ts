import { z } from 'zod';
import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { useCases } from '../../use-cases.js';

export const MOVE_JOB = 'archive.move-year';
export const RETURN_JOB = 'archive.return-year';

export interface YearJob {
  readonly year: number;
  readonly requestedBy: string;
}

const HOUR_MS = 60 * 60_000;
const data: z.ZodType<YearJob> = z.object({ year: z.int(), requestedBy: z.string() });

type Run = JobDefinition<YearJob>['run'];

const moveYear: Run = async ({ data: { year, requestedBy }, context, signal, progress }) => {
  const actor = await actorOf(context.people.actor(requestedBy));
  const moved = await context.use(useCases).moveYear(actor, { year, to: null }, { signal, progress });
  if (!moved.ok)
    throw new Error(
      context.translator.text(actor.language, `archive:refusals.${moved.error.code}`, moved.error),
    );
};

const returnYear: Run = async ({ data: { year, requestedBy }, context, signal, progress }) => {
  const actor = await actorOf(context.people.actor(requestedBy));
  const back = await context.use(useCases).returnYear(actor, { year, path: null }, { signal, progress });
  if (!back.ok)
    throw new Error(
      context.translator.text(actor.language, `archive:refusals.${back.error.code}`, back.error),
    );
};

/** A refusal is a sentence for whoever looks at the job: another start would say the same. */
function yearJob(name: string, run: Run): JobDefinition<YearJob> {
  return {
    ...{ name, permission: 'archive.maintain', parse: (given) => data.parse(given), run },
    ...{ concurrency: 1, attempts: 1, timeoutMs: 6 * HOUR_MS },
  };
}

export const yearJobs = [yearJob(MOVE_JOB, moveYear), yearJob(RETURN_JOB, returnYear)];

async function actorOf(found: Promise<Actor | null>): Promise<Actor> {
  const actor = await found;
  if (!actor) throw new Error('Whoever asked for this may not sign in any more.');
  return { ...actor, via: 'job' };
}
