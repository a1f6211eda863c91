import type { Actor } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { auditOf, type Seen } from './save-destination.js';
import type { Copies, Destinations, Plans } from '../stored.js';

/** Refuses `not-permitted`, `place-gone`, `place-has-copies` { copies }, `place-in-plan` { plan }, `changed-meanwhile`. */
export function makeRemoveDestination({
  destinations,
  copies,
  plans,
}: {
  readonly destinations: Destinations;
  readonly copies: Copies;
  readonly plans: Plans;
}) {
  return async (
    context: PluginContext,
    actor: Actor,
    { id, version }: Seen,
  ): Promise<Result<null, Refusal>> => {
    if (!context.may(actor, 'backup.configure')) return err({ code: 'not-permitted' });
    return context.database.transaction(async (tx) => {
      const before = await destinations.find(tx.queries, id);
      if (!before) return err({ code: 'place-gone' });
      // What was stored there is part of what became of each backup: such a place is switched off.
      const count = await copies.countAt(tx.queries, id);
      if (count > 0) return err({ code: 'place-has-copies', copies: count });
      const planned = (await plans.all(tx.queries)).find((plan) => plan.destinations.includes(id));
      if (planned) return err({ code: 'place-in-plan', plan: planned.name });
      if (!(await destinations.remove(tx.queries, id, version))) return err({ code: 'changed-meanwhile' });
      const { after, ...which } = auditOf(before);
      await tx.audit({ actor, action: 'backup.remove-destination', ...which, before: after, after: null });
      return ok(null);
    });
  };
}
