import { formatAmount, money } from '../../../src/values/money.js';
import type { Ageing } from '../app/ageing.js';

/** Ageing as programs read it: amounts as decimal text. */
export function ageingJson({ asOf, currency, total, buckets }: Ageing) {
  const written = (minor: bigint): string => formatAmount(money(minor, currency));
  return {
    asOf,
    currency,
    total: written(total),
    buckets: buckets.map(({ bucket, invoices, amount }) => ({ bucket, invoices, amount: written(amount) })),
  };
}
