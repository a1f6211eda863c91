import type { AnalyticsRow } from '../../contract/query.js';
import type { Asked } from './widget.js';

interface OfCurrency {
  readonly currency: AnalyticsRow['currency'];
  readonly rows: readonly AnalyticsRow[];
}

/** The rows of each currency, the organisation's own first, then by the alphabet. */
export function byCurrency(
  rows: readonly AnalyticsRow[],
  { homeCurrency }: Pick<Asked, 'homeCurrency'>,
): readonly OfCurrency[] {
  const place = ({ currency }: OfCurrency): string => (currency === homeCurrency ? '' : (currency ?? ''));
  return [...new Set(rows.map(({ currency }) => currency))]
    .map((currency) => ({ currency, rows: rows.filter((row) => row.currency === currency) }))
    .sort((one, other) => (place(one) < place(other) ? -1 : 1));
}
