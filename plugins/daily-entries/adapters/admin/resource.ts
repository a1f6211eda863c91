import type { AdminResource, AdminWrite } from '../../../../src/kernel/contributions.js';
import { everything, nothing, type Actor, type RowScope } from '../../../../src/kernel/permissions.js';
import { monthOf, type LocalDate } from '../../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { periods } from '../../../billing/contract/directory.js';
import { checkFigures } from '../../domain/daily-entry.js';

/** A manager sees the days of its offices; representatives none. */
export function scopeOfDailyEntries(actor: Actor): RowScope {
  if (actor.role === 'admin' || actor.role === 'operator') return everything;
  return actor.role === 'manager' ? { kind: 'in', column: 'office_id', values: actor.officeIds } : nothing;
}

export const dailyEntryResource: AdminResource = {
  model: 'DailyEntry',
  icon: 'Calendar',
  permissions: { read: 'daily-entries.read', create: 'daily-entries.write', update: 'daily-entries.write' },
  scope: scopeOfDailyEntries,
  titleField: 'day',
  listFields: ['day', 'officeId', 'geoId', 'managerId', 'revenue', 'cost', 'profit'],
  showFields: ['day', 'officeId', 'geoId', 'managerId', 'currency', 'revenue', 'cost', 'profit', 'note'],
  editFields: ['day', 'officeId', 'geoId', 'managerId', 'currency', 'revenue', 'cost', 'note'],
  filterFields: ['day', 'officeId', 'geoId', 'managerId', 'currency'],
  sort: { by: 'day', direction: 'desc' },
  fields: {
    officeId: { reference: 'Office', onCreateOnly: true },
    geoId: { reference: 'Geo', onCreateOnly: true },
    managerId: { reference: 'Manager', onCreateOnly: true },
    day: { onCreateOnly: true },
    currency: { kind: 'currency', onCreateOnly: true },
    revenue: { kind: 'money', currencyField: 'currency' },
    cost: { kind: 'money', currencyField: 'currency' },
    profit: { kind: 'money', currencyField: 'currency', editable: false },
    importDigest: { visible: false },
  },
  check: checkDailyEntry,
};

/** Profit follows from revenue and cost; a closed month takes nothing; a manager writes for its own offices only. */
async function checkDailyEntry({
  context,
  actor,
  tx,
  before,
  values,
}: AdminWrite): Promise<Result<Readonly<Record<string, unknown>>, Refusal>> {
  const entry = { ...before, ...values };
  const officeId = String(entry['officeId']);
  if (actor.role === 'manager' && !actor.officeIds.includes(officeId))
    return err({ code: 'office-of-others' });
  const month = monthOf(String(entry['day']) as LocalDate);
  const closed = await context.use(periods).closedAmong(tx.queries, [month]);
  if (closed.length > 0) return err({ code: 'period-closed', month });
  const profit = checkFigures(
    { revenue: BigInt(String(entry['revenue'])), cost: BigInt(String(entry['cost'])) },
    null,
  );
  return profit.ok ? ok({ ...values, profit: profit.value }) : profit;
}
