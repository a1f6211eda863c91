import { everything, nothing, type Actor, type RowScope } from '../../../src/kernel/permissions.js';

/** A manager sees the plans of its offices, and none of the network's; representatives none. */
export function scopeOfTargets({ role, officeIds }: Actor): RowScope {
  if (role === 'admin' || role === 'operator') return everything;
  return role === 'manager' ? { kind: 'in', column: 'office_id', values: officeIds } : nothing;
}
