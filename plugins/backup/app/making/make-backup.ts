import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Transaction } from '../../../../src/kernel/ports.js';
import { newId } from '../../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { Copies, Destinations, Runs, StoredRun } from '../stored.js';

export const MAKE_BACKUP = 'backup.make';

export interface RunParts {
  readonly destinations: Destinations;
  readonly runs: Runs;
  readonly copies: Copies;
}

export interface BackupAsked {
  /** names of sets; empty: everything */
  readonly sets: readonly string[];
  readonly rows: 'jsonl' | 'csv';
  readonly destinationIds: readonly string[];
}

/** Asks for a backup: a job makes it. Refuses `not-permitted`, `places-missing`, `place-gone`, `place-off` { name }, `set-unknown`. */
export function makeMakeBackup(parts: RunParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    asked: BackupAsked,
    trigger: 'hand' | 'api' | 'command',
  ): Promise<Result<{ readonly runId: string }, Refusal>> => {
    if (!context.may(actor, 'backup.make')) return err({ code: 'not-permitted' });
    const refusal = await refusedAsk(parts.destinations, context, asked);
    if (refusal) return err(refusal);
    const run = await newRun(context, actor, asked, { trigger, planId: null });
    await context.database.transaction((tx) => addRun(parts, tx, actor, run, asked));
    return ok({ runId: run.id });
  };
}

/** Of everything that may be chosen, what is not there or not in use. */
export async function refusedAsk(
  destinations: Destinations,
  context: PluginContext,
  { sets, destinationIds }: Pick<BackupAsked, 'sets' | 'destinationIds'>,
): Promise<Refusal | null> {
  if (destinationIds.length === 0) return { code: 'places-missing' };
  for (const id of destinationIds) {
    const found = await destinations.find(context.database.queries, id);
    if (!found) return { code: 'place-gone' };
    if (!found.active) return { code: 'place-off', name: found.name };
  }
  const known = new Set(context.copies.tables.flatMap(({ rule }) => (rule ? [rule.kept] : [])));
  known.delete('nowhere');
  const set = sets.find((name) => !known.has(name));
  return set === undefined ? null : { code: 'set-unknown', set, known: [...known].sort().join(', ') };
}

/**
 * A run that is not kept yet, and its job: a process that dies after this has asked for a job that finds nothing, one that dies later has
 * lost nothing.
 */
export async function newRun(
  context: PluginContext,
  actor: Actor,
  { sets, rows }: Pick<BackupAsked, 'sets' | 'rows'>,
  why: Pick<StoredRun, 'trigger' | 'planId'>,
): Promise<StoredRun> {
  const id = newId();
  const jobId = await context.jobs.schedule(
    MAKE_BACKUP,
    { runId: id, rows },
    { unique: `${MAKE_BACKUP}:${id}`, ...(actor.userId === null ? {} : { requestedBy: actor }) },
  );
  return {
    ...{ id, ...why, sets, state: 'running', fileName: '', records: 0, bytes: 0, sha256: null },
    ...{ error: null, jobId, requestedBy: actor.userId },
    ...{ startedAt: context.clock.now(), finishedAt: null },
  };
}

/** A run and a copy for each place, in the transaction that asks for them. */
export async function addRun(
  { runs, copies }: Pick<RunParts, 'runs' | 'copies'>,
  tx: Transaction,
  actor: Actor,
  run: StoredRun,
  { rows, destinationIds }: Pick<BackupAsked, 'rows' | 'destinationIds'>,
): Promise<void> {
  await runs.add(tx.queries, run);
  const destinations = [...new Set(destinationIds)];
  await copies.add(
    tx.queries,
    destinations.map((destinationId) => ({
      ...{ id: newId(), runId: run.id, destinationId, state: 'waiting', location: null, bytes: 0 },
      ...{ upload: null, attempts: 0, error: null, storedAt: null, provenAt: null },
    })),
  );
  const { sets, trigger } = run;
  await tx.audit({
    ...{ actor, action: 'backup.make-backup', entity: 'BackupRun', entityId: run.id },
    after: { sets, rows, trigger, destinations },
  });
}
