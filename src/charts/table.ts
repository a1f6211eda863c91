import type { ChartSpec } from '../values/chart.js';
import { decimalAt, decimalOf } from './figures.js';

/** What a chart says, as figures: for the table beside it, its CSV, and a print that cannot draw. */
export interface ChartTable {
  /** of the categories, then of each column */
  readonly heading: readonly string[];
  readonly rows: readonly ChartRow[];
}

export interface ChartRow {
  readonly category: string;
  /** plain decimals, "1234.50"; null where there is none */
  readonly cells: readonly (string | null)[];
  readonly link: string | null;
  /** what is said of points of this category */
  readonly notes: readonly string[];
}

/** Every figure of the chart, exact where the chart has exact ones. A band is two columns: from (≥) and to (≤). */
export function tableOf(spec: ChartSpec): ChartTable {
  const bands = spec.bands ?? [];
  return {
    heading: [
      spec.categoryTitle,
      ...spec.series.map(({ name }) => name),
      ...bands.flatMap(({ name }) => [`${name} ≥`, `${name} ≤`]),
    ],
    rows: spec.categories.map((category, index) => ({
      category,
      cells: [
        ...spec.series.map((series) => decimalAt(series, index)),
        ...bands.flatMap(({ lower, upper }) => [decimalOf(lower[index]), decimalOf(upper[index])]),
      ],
      link: spec.links?.[index] ?? null,
      notes: (spec.marks ?? []).filter((mark) => mark.index === index).map(({ label }) => label),
    })),
  };
}
