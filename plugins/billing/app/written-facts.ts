import { isCurrency } from '../../../src/values/currency.js';
import { formatAmount, money } from '../../../src/values/money.js';
import type { Refusal } from '../../../src/values/result.js';

/** A record as the audit trail keeps it: amounts in minor units, as text. */
export function asFacts(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(record, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ) as Record<string, unknown>;
}

/** A refusal as a person reads it: amounts of its `currency` as decimal text. */
export function inWriting(refusal: Refusal): Refusal {
  const { currency } = refusal;
  const written = Object.entries(refusal).map(([fact, value]) => {
    if (typeof value !== 'bigint') return [fact, value];
    const known = typeof currency === 'string' && isCurrency(currency);
    return [fact, known ? formatAmount(money(value, currency)) : String(value)];
  });
  return Object.fromEntries(written) as Refusal;
}
