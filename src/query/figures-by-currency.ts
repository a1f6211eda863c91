import { formatAmount, money } from '../values/money.js';
import type { CurrencyCode } from '../values/currency.js';

interface Sum {
  readonly currency: string;
  /** minor units, as the driver gives a sum; null: of no rows */
  readonly amount: bigint | number | string | null;
}

/** Figures of a proof: `invoiced.EUR` → `1234.56`. */
export function figuresByCurrency(name: string, sums: readonly Sum[]): Record<string, string> {
  return Object.fromEntries(
    sums.map(({ currency, amount }) => [
      `${name}.${currency}`,
      formatAmount(money(BigInt(amount ?? 0), currency as CurrencyCode)),
    ]),
  );
}
