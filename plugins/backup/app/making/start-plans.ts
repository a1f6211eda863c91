import type { JobRun } from '../../../../src/kernel/contributions.js';
import { theHouse } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { fail } from './carry-out-backup.js';
import { addRun, newRun, refusedAsk, type RunParts } from './make-backup.js';
import type { PlanParts } from './save-plan.js';
import type { DuePlan } from '../stored.js';
import { tellAdministrators } from '../tell-administrators.js';

export const START_PLANS = 'backup.start-plans';

type Parts = PlanParts & RunParts;

/** Starts each plan that is due, once however many of its occurrences were missed, and ends runs whose job is gone. */
export function makeStartPlans(parts: Parts) {
  return async ({ context, signal }: JobRun<unknown>): Promise<void> => {
    for (const plan of await parts.plans.due(context.database.queries, context.clock.now())) {
      signal.throwIfAborted();
      await start(parts, context, plan);
    }
    await endOrphans(parts, context);
  };
}

async function start(parts: Parts, context: PluginContext, plan: DuePlan): Promise<void> {
  const { plans, destinations, rhythm } = parts;
  const { id, cron, zone, sets, rows, nextRunAt } = plan;
  const now = context.clock.now();
  // Whoever is due reads as it did when it was saved, but a zone's name may have gone, and a place may have been switched off.
  const unkept = rhythm.refusal(cron, zone);
  const places = await destinations.all(context.database.queries);
  const destinationIds = plan.destinations.filter((each) =>
    places.some((place) => place.id === each && place.active),
  );
  const refusal = unkept ?? (await refusedAsk(destinations, context, { sets, destinationIds }));
  const next = unkept ? null : rhythm.next(cron, zone, now);
  if (refusal) {
    if (!(await plans.advance(context.database.queries, id, nextRunAt, next))) return;
    await plans.noteOutcome(context.database.queries, id, now, JSON.stringify(refusal));
    const key = `backup.plan-failed:${id}:${nextRunAt.toISOString()}`;
    return tellAdministrators(context, 'backup-failed', { startedAt: now.toISOString() }, key);
  }
  const actor = theHouse('job');
  const run = await newRun(context, actor, plan, { trigger: 'plan', planId: id });
  await context.database.transaction(async (tx) => {
    // Another process has started it: the job that was asked for here finds no run.
    if (!(await plans.advance(tx.queries, id, nextRunAt, next))) return;
    await addRun(parts, tx, actor, run, { rows, destinationIds });
  });
}

/** A job that was killed at its last start, or was cancelled, has not said so in its run. */
async function endOrphans(parts: Parts, context: PluginContext): Promise<void> {
  for (const run of await parts.runs.running(context.database.queries)) {
    const job = run.jobId === null ? null : await context.jobs.find(run.jobId);
    if (job && job.state !== 'failed' && job.state !== 'cancelled') continue;
    await fail(parts, context, run, {
      code: job?.state === 'cancelled' ? 'backup-cancelled' : 'backup-stopped',
    });
  }
}
