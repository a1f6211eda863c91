import type { CurrencyCode } from '../../../src/values/currency.js';
import { formatAmount, zero } from '../../../src/values/money.js';
import type { AnalyticsRow } from '../contract/query.js';
import type { Contribution, Moved, Named, PlanFigures, ReviewFacts } from '../contract/reviews.js';
import { contributionsTo, movedFrom, type Part } from './contributions.js';
import { difference, signOf, sumOf } from './decimals.js';

/** What was found out, of every currency together. */
export interface Found {
  readonly totals: readonly AnalyticsRow[];
  readonly offices: readonly AnalyticsRow[];
  readonly representatives: readonly AnalyticsRow[];
}

/** What was found out besides, of one currency. */
export interface FoundBesides {
  readonly newRepresentatives: readonly Named[];
  readonly lostRepresentatives: readonly Named[];
  readonly plan: PlanFigures | null;
}

/** Currencies in which something happened, then or in the compared span. */
export function currenciesOf({ totals }: Found): readonly CurrencyCode[] {
  const moved = ({ values, before }: AnalyticsRow): boolean =>
    ['sales', 'collected', 'overdue'].some((name) =>
      [values[name], before?.[name]].some((figure) => signOf(figure ?? '0') !== 0),
    );
  return totals.filter(moved).flatMap(({ currency }) => currency ?? []);
}

export function factsOf(
  currency: CurrencyCode,
  { totals, offices, representatives }: Found,
  besides: FoundBesides,
): ReviewFacts {
  const whole = totals.find((row) => row.currency === currency);
  const of = (name: string): Moved | null => {
    if (whole?.values[name] === undefined) return null;
    return movedFrom(amountOf(whole.before?.[name], currency), amountOf(whole.values[name], currency));
  };
  const sales = of('sales') ?? movedFrom(amountOf(null, currency), amountOf(null, currency));
  return {
    currency,
    sales,
    invoices: { now: whole?.values['invoices'] ?? '0', before: whole?.before?.['invoices'] ?? '0' },
    collected: of('collected'),
    overdue: of('overdue'),
    overdueShare: whole?.values['overdue_share'] ?? null,
    daysToPay: {
      now: whole?.values['days_to_pay'] ?? null,
      before: whole?.before?.['days_to_pay'] ?? null,
    },
    offices: contributionsOf(sales, partsOf(offices, 'office', currency)),
    representatives: contributionsOf(sales, partsOf(representatives, 'representative', currency)),
    ...besides,
  };
}

/** Rows of one currency that something was sold to, then or in the compared span. */
export function partsOf(
  rows: readonly AnalyticsRow[],
  dimension: 'office' | 'representative',
  currency: CurrencyCode,
): readonly Part[] {
  return rows
    .filter((row) => row.currency === currency)
    .map(({ keys, values, before }) => ({
      id: keys[dimension]?.id ?? '',
      name: keys[dimension]?.label ?? '',
      now: amountOf(values['sales'], currency),
      before: amountOf(before?.['sales'], currency),
    }))
    .filter(({ now, before }) => signOf(now) !== 0 || signOf(before) !== 0);
}

/** What the parts leave of the whole is a part without a name: there were more of them than an answer holds. */
function contributionsOf(whole: Moved, parts: readonly Part[]): readonly Contribution[] {
  if (parts.length === 0) return [];
  const now = difference(whole.now, sumOf(parts.map((part) => part.now)));
  const before = difference(whole.before, sumOf(parts.map((part) => part.before)));
  const isWhole = signOf(now) === 0 && signOf(before) === 0;
  return contributionsTo(whole, isWhole ? parts : [...parts, { id: '', name: '', now, before }]);
}

function amountOf(figure: string | null | undefined, currency: CurrencyCode): string {
  return figure ?? formatAmount(zero(currency));
}
