import { parseAmount } from '../../../src/values/money.js';
import { firstDayOf, monthOf, type LocalDate, type LocalMonth } from '../../../src/values/local-date.js';
import type { AnalyticsRow } from '../contract/query.js';
import { monthsLater } from '../domain/dashboard-filters.js';

export interface DemoRate {
  readonly base: string;
  readonly quote: string;
  readonly from: LocalDate;
  /** 10⁻⁸ */
  readonly rate: bigint;
}

export interface DemoTarget {
  readonly month: LocalMonth;
  readonly currency: string;
  readonly amount: bigint;
}

const QUARTERS = 9;
const UNIT = 100_000_000;
/** What one euro is worth at first, and by how much that grows in a quarter. */
const WORTH: Readonly<Record<string, readonly [number, number]>> = {
  EUR: [1, 1],
  USD: [1.09, 1.004],
  UAH: [44.5, 1.013],
  JPY: [160.2, 1.006],
};

/** Every pair of the demo's currencies, anew each quarter. */
export function demoRates(first: LocalDate): readonly DemoRate[] {
  const currencies = Object.keys(WORTH);
  const pairs = currencies.flatMap((base, index) =>
    currencies.slice(index + 1).map((quote) => [base, quote] as const),
  );
  return Array.from({ length: QUARTERS }, (_, quarter) => {
    const worth = (currency: string): number => {
      const [start, growth] = WORTH[currency] ?? [1, 1];
      return start * growth ** quarter;
    };
    return pairs.map(([base, quote]) => ({
      base,
      quote,
      from: monthsLater(first, quarter * 3),
      rate: BigInt(Math.round((worth(quote) / worth(base)) * 10_000) * (UNIT / 10_000)),
    }));
  }).flat();
}

/** A tenth more than a year before, in round figures. @param rows sales by month, from two years ago */
export function demoTargets(rows: readonly AnalyticsRow[]): readonly DemoTarget[] {
  return rows.flatMap(({ keys, currency, values }): DemoTarget[] => {
    const start = keys.month?.id;
    const sold = currency && parseAmount(values['sales'] ?? '0', currency);
    if (!start || !sold || !sold.ok || sold.value.minor === 0n) return [];
    const month = monthOf(monthsLater(firstDayOf(monthOf(start as LocalDate)), 12));
    const planned = (sold.value.minor * 11n) / 10n;
    const round = 10n ** BigInt(Math.max(0, String(planned).length - 2));
    return [{ month, currency, amount: ((planned + round / 2n) / round) * round }];
  });
}
