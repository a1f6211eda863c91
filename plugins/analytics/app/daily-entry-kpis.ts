import { everything, nothing, type Actor, type RowScope } from '../../../src/kernel/permissions.js';
import type { FactTable, Kpi } from '../contract/kpi.js';

const entries: FactTable = {
  table: 'daily_entry',
  day: 'entry_day',
  office: 'office_id',
  geo: 'geo_id',
  manager: 'manager_id',
  currency: 'currency',
  scope: scopeOfEntries,
};

/** What offices write down day by day. Described by names, so that the house stands without the plugin that keeps them. */
export const dailyEntryKpis: readonly Kpi[] = ['revenue', 'cost', 'profit'].map((name) => ({
  name,
  permission: 'daily-entries.read',
  unit: 'money',
  from: entries,
  of: { sum: name },
}));

/** A manager sees the days of its offices; representatives none. */
function scopeOfEntries(actor: Actor): RowScope {
  if (actor.role === 'admin' || actor.role === 'operator') return everything;
  return actor.role === 'manager' ? { kind: 'in', column: 'office_id', values: actor.officeIds } : nothing;
}
