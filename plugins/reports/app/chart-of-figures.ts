import type { ChartSeries, ChartSpec } from '../../../src/values/chart.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { AnalyticsResult, AnalyticsRow } from '../../analytics/contract/query.js';
import type { ReportChart } from '../contract/definition.js';

/** More bars than this are no picture; the table below has them all. */
const MOST_CATEGORIES = 30;

interface Given {
  readonly chart: ReportChart;
  /** by the first dimension */
  readonly result: AnalyticsResult;
  /** of several currencies the one that is drawn, where it is among them */
  readonly preferred: string;
  readonly measureTitle: string;
  readonly dimensionTitle: string;
  readonly labelOf: (row: AnalyticsRow) => string;
  readonly keyOf: (row: AnalyticsRow) => string;
  readonly beforeTitle: (measure: string) => string;
  /** the dimension is a time: drawn from the earliest on */
  readonly isTime: boolean;
}

/** One measure over one dimension in one currency: amounts of two are never on one axis. */
export function chartOfFigures(given: Given): ChartSpec | null {
  const { chart, result, measureTitle, dimensionTitle } = given;
  const { measure } = chart;
  const unit = result.measures.find(({ name }) => name === measure)?.unit;
  if (!unit) return null;
  const currency = unit === 'money' ? currencyOf(result.rows, given.preferred) : null;
  const rows = drawn(given, currency);
  if (rows.length === 0) return null;
  const figuresOf = (of: (row: AnalyticsRow) => string | null): Pick<ChartSeries, 'values' | 'texts'> => {
    const texts = rows.map(of);
    return { texts, values: texts.map((text) => (text === null ? null : Number(text))) };
  };
  const now: ChartSeries = { name: measureTitle, ...figuresOf((row) => row.values[measure] ?? null) };
  const before: ChartSeries = {
    name: given.beforeTitle(measureTitle),
    quiet: true,
    ...figuresOf((row) => row.before?.[measure] ?? null),
  };
  const withBefore = result.compared !== null && chart.kind !== 'donut';
  return {
    kind: chart.kind,
    title: currency ? `${measureTitle}, ${currency}` : measureTitle,
    categories: rows.map(given.labelOf),
    categoryTitle: dimensionTitle,
    series: withBefore ? [now, before] : [now],
    unit,
    ...(currency ? { currency } : {}),
  };
}

function currencyOf(rows: readonly AnalyticsRow[], preferred: string): CurrencyCode | null {
  const used = new Set(rows.map(({ currency }) => currency));
  return [...used].find((currency) => currency === preferred) ?? [...used][0] ?? null;
}

function drawn({ result, isTime, keyOf }: Given, currency: CurrencyCode | null): readonly AnalyticsRow[] {
  const rows = currency === null ? result.rows : result.rows.filter((row) => row.currency === currency);
  if (isTime) return [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return rows.slice(0, MOST_CATEGORIES);
}
