import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { newId } from '../../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { PlanToSave } from '../../contract/doors.js';
import { refusedAsk } from './make-backup.js';
import type { Seen } from '../places/save-destination.js';
import type { Destinations, Plans, StoredPlan } from '../stored.js';

/** When the occurrences of a plan are: five fields of cron in an IANA zone. */
export interface Rhythm {
  /** why it cannot be kept: `cron-fields`, `cron-invalid` { cron, reason }, `unknown-zone` { zone }; or null */
  refusal(cron: string, zone: string): Refusal | null;
  /** the first occurrence after an instant */
  next(cron: string, zone: string, after: Date): Date;
}

export interface PlanParts {
  readonly plans: Plans;
  readonly destinations: Destinations;
  readonly rhythm: Rhythm;
}

/**
 * Sets up a plan, or changes one. Refuses `not-permitted`, `plan-gone`, `plan-name-taken` { name }, `changed-meanwhile`, what a rhythm
 * refuses, and what a backup refuses that is asked for by hand.
 */
export function makeSavePlan({ plans, destinations, rhythm }: PlanParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    asked: PlanToSave,
    at: Seen | null,
  ): Promise<Result<{ readonly id: string }, Refusal>> => {
    if (!context.may(actor, 'backup.configure')) return err({ code: 'not-permitted' });
    const { queries } = context.database;
    const { cron, zone, sets, destinations: destinationIds } = asked;
    const refusal =
      rhythm.refusal(cron, zone) ?? (await refusedAsk(destinations, context, { sets, destinationIds }));
    if (refusal) return err(refusal);
    const before = at && (await plans.find(queries, at.id));
    if (at && !before) return err({ code: 'plan-gone' });
    const now = context.clock.now();
    const saved: StoredPlan = {
      ...{ lastRunAt: null, lastError: null, createdAt: now },
      ...before,
      ...asked,
      ...{ id: before?.id ?? newId(), updatedAt: now, version: at?.version ?? 1 },
      nextRunAt: asked.active ? rhythm.next(cron, zone, now) : null,
    };
    return context.database.transaction(async (tx) => {
      if (await plans.isNameTaken(tx.queries, saved.name, saved.id))
        return err({ code: 'plan-name-taken', name: saved.name });
      if (!before) await plans.add(tx.queries, saved);
      else if (!(await plans.change(tx.queries, saved))) return err({ code: 'changed-meanwhile' });
      await tx.audit({
        ...{ actor, action: before ? 'backup.change-plan' : 'backup.save-plan' },
        ...{ entity: 'BackupPlan', entityId: saved.id, before: before && shownOf(before) },
        after: shownOf(saved),
      });
      return ok({ id: saved.id });
    });
  };
}

/** Refuses `not-permitted`, `plan-gone`, `changed-meanwhile`. */
export function makeRemovePlan({ plans }: Pick<PlanParts, 'plans'>) {
  return async (
    context: PluginContext,
    actor: Actor,
    { id, version }: Seen,
  ): Promise<Result<null, Refusal>> => {
    if (!context.may(actor, 'backup.configure')) return err({ code: 'not-permitted' });
    return context.database.transaction(async (tx) => {
      const before = await plans.find(tx.queries, id);
      if (!before) return err({ code: 'plan-gone' });
      if (!(await plans.remove(tx.queries, id, version))) return err({ code: 'changed-meanwhile' });
      await tx.audit({
        ...{ actor, action: 'backup.remove-plan', entity: 'BackupPlan', entityId: id },
        ...{ before: shownOf(before), after: null },
      });
      return ok(null);
    });
  };
}

function shownOf({ name, cron, zone, sets, rows, destinations, active }: StoredPlan) {
  return { name, cron, zone, sets, rows, destinations, active };
}
