import type { JobRun } from '../../../src/kernel/contributions.js';
import { theHouse, type Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { keptSince, withTaken, type ExpiryLimit, type RetentionLine } from '../domain/retention.js';
import { classRules, type RetentionParts, type StoredRetentionRun } from './retention.js';

export const APPLY_RETENTION = 'privacy.apply-retention';

/** A run without a job that has not ended after this was stopped. */
const LONGEST_MS = 6 * 60 * 60_000;

export interface RetentionJob {
  /** null: it is its night */
  readonly runId: string | null;
}

interface Watched {
  readonly signal: AbortSignal;
  /** @param rows that went until now */
  readonly progress?: (rows: number) => Promise<void>;
}

/** What would go now, by class; nothing goes. */
export function makeTryRetention(parts: RetentionParts) {
  return async (context: PluginContext, actor: Actor, signal: AbortSignal): Promise<StoredRetentionRun> => {
    const begun = await newRun(context, actor.userId);
    const { zone } = await context.organisation();
    let report: readonly RetentionLine[] = [];
    for (const { name, days, expires } of await classRules(parts, context)) {
      if (days === null || !expires) continue;
      const limit = keptSince(begun.startedAt, days, zone);
      const counted = await parts.expirer.count(context, name, limit, signal);
      report = withTaken(report, { dataClass: name, days, ...counted });
    }
    const finishedAt = await context.database.now();
    const tried: StoredRetentionRun = { ...begun, isTrial: true, state: 'done', report, finishedAt };
    return context.database.transaction(async (tx) => {
      await parts.store.addRun(tx.queries, tried);
      return tried;
    });
  };
}

/** Takes what is past its time, here and now. */
export function makeApplyRetention(parts: RetentionParts) {
  return async (context: PluginContext, actor: Actor, watched: Watched): Promise<StoredRetentionRun> => {
    const run = await begin(parts, context, { requestedBy: actor.userId, jobId: null });
    try {
      return await carryOut(parts, context, run, actor, watched);
    } catch (error) {
      await end(parts, context, run.id, actor, { code: 'retention-stopped' });
      throw error;
    }
  };
}

/** Asks for a run now: a job does it. Refuses `retention-running`. */
export function makeRequestRetention(parts: RetentionParts) {
  return async (
    context: PluginContext,
    actor: Actor,
  ): Promise<Result<{ readonly id: string; readonly jobId: string }, Refusal>> => {
    await endStopped(parts, context);
    const { database } = context;
    const others = await parts.store.underWay(database.queries);
    if (others.length > 0) return err({ code: 'retention-running' });
    const run = await newRun(context, actor.userId);
    const { id } = run;
    await database.transaction(async (tx) => {
      await parts.store.addRun(tx.queries, run);
      return { id };
    });
    const data: RetentionJob = { runId: id };
    const unique = `${APPLY_RETENTION}:${id}`;
    const jobId = await context.jobs.schedule(APPLY_RETENTION, data, { unique, requestedBy: actor });
    await parts.store.setJob(database.queries, id, jobId);
    return ok({ id, jobId });
  };
}

/** The job of each night, and of whoever asked. A start that was cut short is gone on with by the next, in the same run. */
export function makeRetentionJob(parts: RetentionParts) {
  return async ({
    id,
    context,
    data,
    signal,
    lastAttempt,
    progress,
  }: JobRun<RetentionJob>): Promise<void> => {
    const run = await runOf(parts, context, id, data);
    if (run?.state !== 'running') return;
    const person = run.requestedBy === null ? null : await context.people.actor(run.requestedBy);
    const actor = person ?? theHouse('job');
    try {
      await carryOut(parts, context, run, actor, { signal, progress: (rows) => progress(rows) });
    } catch (error) {
      if (lastAttempt && !signal.aborted)
        await end(parts, context, run.id, actor, { code: 'retention-stopped' });
      throw error;
    }
  };
}

/** Whether somebody is still at work on it. */
export async function isUnderWay(context: PluginContext, run: StoredRetentionRun): Promise<boolean> {
  if (run.state !== 'running') return false;
  const job = run.jobId === null ? null : await context.jobs.find(run.jobId);
  if (job) return job.state === 'scheduled' || job.state === 'running';
  return (await context.database.now()).getTime() - run.startedAt.getTime() < LONGEST_MS;
}

async function runOf(
  parts: RetentionParts,
  context: PluginContext,
  jobId: string,
  { runId }: RetentionJob,
): Promise<StoredRetentionRun | null> {
  if (runId !== null) return parts.store.find(context.database.queries, runId);
  await endStopped(parts, context);
  const others = await parts.store.underWay(context.database.queries);
  return others.find((run) => run.jobId === jobId) ?? begin(parts, context, { requestedBy: null, jobId });
}

async function newRun(context: PluginContext, requestedBy: string | null): Promise<StoredRetentionRun> {
  return {
    ...{ id: newId(), isTrial: false, state: 'running', report: [], error: null, jobId: null, requestedBy },
    ...{ startedAt: await context.database.now(), finishedAt: null },
  };
}

async function begin(
  { store }: RetentionParts,
  context: PluginContext,
  { requestedBy, jobId }: Pick<StoredRetentionRun, 'requestedBy' | 'jobId'>,
): Promise<StoredRetentionRun> {
  const run = { ...(await newRun(context, requestedBy)), jobId };
  await store.addRun(context.database.queries, run);
  return run;
}

async function carryOut(
  parts: RetentionParts,
  context: PluginContext,
  run: StoredRetentionRun,
  actor: Actor,
  { signal, progress }: Watched,
): Promise<StoredRetentionRun> {
  const now = await context.database.now();
  const { zone } = await context.organisation();
  let gone = run.report.reduce((sum, { rows }) => sum + rows, 0);
  for (const { name, expires } of await classRules(parts, context)) {
    if (!expires) continue;
    const batches = parts.expirer.apply({
      ...{ context, signal, dataClass: name },
      limit: (queries) => limitNow(parts, context, queries, { name, now, zone }),
      taken: (tx, line) => parts.store.addTaken(tx, run.id, line),
    });
    for await (const rows of batches) {
      gone += rows;
      await progress?.(gone);
    }
  }
  return end(parts, context, run.id, actor, null);
}

/** A rule that is changed during a run holds for all that has not gone yet. */
async function limitNow(
  parts: RetentionParts,
  context: PluginContext,
  queries: QueryHandle,
  { name, now, zone }: { readonly name: string; readonly now: Date; readonly zone: string },
): Promise<ExpiryLimit | null> {
  const rule = (await classRules(parts, context, queries)).find((each) => each.name === name);
  return rule?.expires && rule.days !== null ? keptSince(now, rule.days, zone) : null;
}

/** Runs whose process died and that nobody goes on with. */
async function endStopped(parts: RetentionParts, context: PluginContext): Promise<void> {
  for (const run of await parts.store.underWay(context.database.queries))
    if (!(await isUnderWay(context, run)))
      await end(parts, context, run.id, theHouse('job'), { code: 'retention-stopped' });
}

/** @param error null: it is done */
async function end(
  { store }: RetentionParts,
  { database }: PluginContext,
  runId: string,
  actor: Actor,
  error: Refusal | null,
): Promise<StoredRetentionRun> {
  const finishedAt = await database.now();
  const ended = await database.transaction(async (tx) => {
    const run = await store.endRun(tx, {
      ...{ id: runId, state: error ? 'failed' : 'done', error, finishedAt },
    });
    if (run && run.report.length > 0)
      await tx.audit({
        ...{ actor, action: 'privacy.apply-retention', entity: 'RetentionRun', entityId: runId },
        after: { report: JSON.stringify(run.report) },
      });
    return run;
  });
  const known = ended ?? (await store.find(database.queries, runId));
  if (!known) throw new Error(`there is no run ${runId} of the retention`);
  return known;
}
