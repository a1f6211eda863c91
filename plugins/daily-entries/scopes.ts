import { everything, nothing, type Actor, type RowScope } from '../../src/kernel/permissions.js';

/** A manager sees the days of its offices; representatives none. */
export function scopeOfDailyEntries(actor: Actor): RowScope {
  if (actor.role === 'admin' || actor.role === 'operator') return everything;
  return actor.role === 'manager' ? { kind: 'in', column: 'office_id', values: actor.officeIds } : nothing;
}
