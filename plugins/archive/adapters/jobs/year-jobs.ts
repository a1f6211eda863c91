import { z } from 'zod';
import type { JobDefinition, JobRun } from '../../../../src/kernel/contributions.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { MOVE_YEAR, PROVE_YEAR, RETURN_YEAR } from '../../app/ask-for-year.js';
import { useCases } from '../../use-cases.js';

const HOUR_MS = 60 * 60_000;

const requestedBy = z.string().nullable();
const toMove = z.object({ year: z.int(), to: z.array(z.string()), requestedBy });
const toReturn = z.object({ year: z.int(), requestedBy });
const toProve = z.object({ year: z.int() });

/**
 * A refusal stands at the year, for whoever looks there: another start would say the same. A start that dies is begun again, from the
 * beginning: until the transaction that ends it, nothing has happened.
 */
function yearJob<Data>(
  name: string,
  schema: z.ZodType<Data>,
  run: JobDefinition<Data>['run'],
): JobDefinition<Data> {
  const parse = (given: unknown): Data => schema.parse(given);
  return { name, permission: 'archive.maintain', parse, run, concurrency: 1, timeoutMs: 6 * HOUR_MS };
}

export const moveYear = yearJob(MOVE_YEAR, toMove, async (job) => {
  const { context, data, id, signal, progress } = job;
  const { year, to } = data;
  await ended(job, async (actor) =>
    context.use(useCases).moveYear(actor, { year, to, jobId: id }, { signal, progress }),
  );
});

export const returnYear = yearJob(RETURN_YEAR, toReturn, async (job) => {
  const { context, data, signal, progress } = job;
  await ended(job, async (actor) =>
    context.use(useCases).returnYear(actor, { year: data.year, path: null }, { signal, progress }),
  );
});

export const proveYear = yearJob(PROVE_YEAR, toProve, async ({ context, data, signal }) => {
  await context.use(useCases).proveYear(data.year, signal);
});

async function ended(
  { context, data, id }: JobRun<{ readonly year: number; readonly requestedBy: string | null }>,
  work: (actor: Actor) => Promise<Result<unknown, Refusal>>,
): Promise<void> {
  const actor = await stillMay(context, data.requestedBy);
  const done = actor.ok ? await work(actor.value) : actor;
  if (!done.ok) await context.use(useCases).noteRefusal(data.year, id, done.error);
}

/** Refuses `year-not-allowed-any-more`. */
async function stillMay(context: PluginContext, userId: string | null): Promise<Result<Actor, Refusal>> {
  const actor = userId === null ? null : await context.people.actor(userId);
  if (!actor || !context.may(actor, 'archive.move')) return err({ code: 'year-not-allowed-any-more' });
  return ok({ ...actor, via: 'job' });
}
