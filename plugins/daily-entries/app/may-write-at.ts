import type { Actor } from '../../../src/kernel/permissions.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

/** Where an entry stands and who answers for it, as the network is at this moment; null: there is no such record. */
export interface EntryPlace {
  readonly office: { readonly id: string; readonly name: string; readonly active: boolean } | null;
  readonly geo: { readonly name: string; readonly active: boolean } | null;
  readonly manager: { readonly id: string; readonly name: string; readonly active: boolean } | null;
}

/**
 * A manager writes for itself and for its offices alone; who runs the network writes for any manager. Refuses `office-of-others`,
 * `manager-of-others`, `office-not-found`, `geo-not-found`, `manager-not-found`, `office-inactive`, `geo-inactive`, `manager-inactive`.
 */
export function mayWriteAt(actor: Actor, { office, geo, manager }: EntryPlace): Result<true, Refusal> {
  if (!office) return err({ code: 'office-not-found' });
  if (!manager) return err({ code: 'manager-not-found' });
  if (actor.role === 'manager' && !actor.officeIds.includes(office.id))
    return err({ code: 'office-of-others' });
  if (actor.role === 'manager' && actor.managerId !== manager.id) return err({ code: 'manager-of-others' });
  if (!geo) return err({ code: 'geo-not-found' });
  if (!office.active) return err({ code: 'office-inactive', office: office.name });
  if (!geo.active) return err({ code: 'geo-inactive', geo: geo.name });
  return manager.active ? ok(true) : err({ code: 'manager-inactive', manager: manager.name });
}
