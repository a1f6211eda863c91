import type { AdminResource, AdminWrite } from '../../../../src/kernel/contributions.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { scopeOfDailyEntries } from '../../scopes.js';
import { useCases } from '../../use-cases.js';

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

/** The rules of the use cases, for what the form writes; what an import once brought is no longer what stands there. */
async function checkDailyEntry({
  context,
  actor,
  tx,
  before,
  values,
}: AdminWrite): Promise<Result<Readonly<Record<string, unknown>>, Refusal>> {
  const { check } = context.use(useCases);
  const entry = { ...before, ...values };
  const profit = await check.entry(
    tx.queries,
    actor,
    {
      day: String(entry['day']) as LocalDate,
      officeId: String(entry['officeId']),
      geoId: String(entry['geoId']),
      managerId: String(entry['managerId']),
      revenue: BigInt(String(entry['revenue'])),
      cost: BigInt(String(entry['cost'])),
      note: typeof entry['note'] === 'string' ? entry['note'] : null,
    },
    await check.time(actor),
  );
  return profit.ok ? ok({ ...values, profit: profit.value, importDigest: null }) : profit;
}
