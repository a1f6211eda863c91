import type { Actor } from '../../../../src/kernel/permissions.js';
import type { Database, QueryHandle } from '../../../../src/kernel/ports.js';
import type { Clock } from '../../../../src/values/clock.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { PlaceKind } from '../../contract/network.js';
import { scopeOfGeos, scopeOfManagers, scopeOfOffices } from '../../scopes.js';
import { ENTITIES } from './add-place.js';
import { mayDisable, mayStandIn } from './may-switch.js';
import type { Places } from './places.js';

interface Needs {
  readonly database: Database;
  readonly clock: Clock;
  readonly places: Places;
}

interface Switch {
  readonly kind: PlaceKind;
  readonly id: string;
  readonly active: boolean;
}

/** Refuses `unknown-place`, `geo-in-use`, `office-in-use`, `geo-inactive`. What is so already stays so, unwritten. */
export function makeSetActive({ database, clock, places }: Needs) {
  return async (actor: Actor, place: Switch): Promise<Result<true, Refusal>> =>
    database.transaction(async (tx): Promise<Result<true, Refusal>> => {
      const { kind, id, active } = place;
      const allowed = await maySwitch(places, tx.queries, actor, place);
      if (!allowed.ok) return allowed;
      const now = await places.lock(tx.queries, kind, id);
      if (now?.active === active) return ok(true);
      await places.setActive(tx.queries, kind, id, active, clock.now());
      await tx.audit({
        actor,
        action: `billing.update-${kind}`,
        entity: ENTITIES[kind],
        entityId: id,
        before: { active: !active },
        after: { active },
      });
      return ok(true);
    });
}

async function maySwitch(
  places: Places,
  queries: QueryHandle,
  actor: Actor,
  { kind, id, active }: Switch,
): Promise<Result<true, Refusal>> {
  if (kind === 'manager') {
    const manager = await places.manager(queries, scopeOfManagers(actor), id);
    return manager ? ok(true) : err({ code: 'unknown-place' });
  }
  if (kind === 'geo') {
    if (!(await places.geo(queries, scopeOfGeos(actor), id))) return err({ code: 'unknown-place' });
    return active ? ok(true) : mayDisable(places, queries, kind, id);
  }
  const office = await places.office(queries, scopeOfOffices(actor), id);
  if (!office) return err({ code: 'unknown-place' });
  return active ? mayStandIn(places, queries, office.geoId) : mayDisable(places, queries, kind, id);
}
