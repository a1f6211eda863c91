import type { AdminResource, AdminWrite } from '../../../../src/kernel/contributions.js';
import { everything, nothing } from '../../../../src/kernel/permissions.js';
import { parseLocalMonth } from '../../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { scopeOfTargets } from '../../app/scope-of-targets.js';
import { targetIdOf } from '../../app/target-id.js';
import { PLANNED_MEASURES } from '../../contract/reviews.js';

type Values = Readonly<Record<string, unknown>>;

const exchangeRate: AdminResource = {
  model: 'ExchangeRate',
  icon: 'Repeat',
  permissions: {
    read: 'analytics.rate.read',
    create: 'analytics.rate.write',
    update: 'analytics.rate.write',
    remove: 'analytics.rate.write',
  },
  scope: ({ role }) => (role === 'representative' ? nothing : everything),
  titleField: 'from',
  listFields: ['base', 'quote', 'from', 'rate', 'source'],
  showFields: ['base', 'quote', 'from', 'rate', 'source', 'createdAt', 'updatedAt'],
  editFields: ['base', 'quote', 'from', 'rate', 'source'],
  filterFields: ['base', 'quote', 'from', 'source'],
  searchFields: ['source'],
  sort: { by: 'from', direction: 'desc' },
  fields: {
    base: { kind: 'currency' },
    quote: { kind: 'currency' },
    rate: { kind: 'exchange-rate' },
  },
  check: checkRate,
};

async function checkRate({ before, values }: AdminWrite): Promise<Result<Values, Refusal>> {
  const rate = { ...before, ...values };
  if (rate['base'] === rate['quote']) return err({ code: 'rate-of-itself', currency: rate['base'] });
  return BigInt(String(rate['rate'])) > 0n ? ok(values) : err({ code: 'rate-not-positive' });
}

const target: AdminResource = {
  model: 'Target',
  icon: 'Target',
  permissions: {
    read: 'analytics.target.read',
    create: 'analytics.target.write',
    update: 'analytics.target.write',
    remove: 'analytics.target.write',
  },
  scope: scopeOfTargets,
  titleField: 'month',
  listFields: ['month', 'measure', 'officeId', 'amount'],
  showFields: ['month', 'measure', 'officeId', 'currency', 'amount', 'createdAt', 'updatedAt'],
  editFields: ['month', 'measure', 'officeId', 'currency', 'amount'],
  filterFields: ['month', 'measure', 'officeId', 'currency'],
  sort: { by: 'month', direction: 'desc' },
  fields: {
    month: { kind: 'month', onCreateOnly: true },
    measure: { kind: 'select', options: PLANNED_MEASURES, onCreateOnly: true },
    officeId: { reference: 'Office', onCreateOnly: true },
    currency: { kind: 'currency', onCreateOnly: true },
    amount: { kind: 'money', currencyField: 'currency' },
  },
  check: checkTarget,
};

async function checkTarget({ before, values }: AdminWrite): Promise<Result<Values, Refusal>> {
  const { measure, month, officeId, currency, amount } = { ...before, ...values };
  const named = parseLocalMonth(String(month));
  if (!named.ok) return named;
  if (BigInt(String(amount)) < 0n) return err({ code: 'target-negative' });
  if (before) return ok(values);
  // The id is what the plan is for: no two of one, also where the office is empty, which no unique index sees.
  return ok({ ...values, id: targetIdOf([measure, month, officeId ?? null, currency]) });
}

export const resources: readonly AdminResource[] = [exchangeRate, target];
