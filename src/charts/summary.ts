import type { ChartSpec } from '../values/chart.js';
import { decimalAt } from './figures.js';

/** A figure of a series, and of which category it is. */
export interface NamedFigure {
  readonly category: string;
  /** plain decimal */
  readonly decimal: string;
}

/** What a glance at a line tells. */
export interface SeriesSummary {
  readonly name: string;
  readonly first: NamedFigure;
  readonly last: NamedFigure;
  readonly least: NamedFigure;
  readonly most: NamedFigure;
}

/** Of every series that has figures; the earliest of equals is named. */
export function summaryOf({ series, categories }: ChartSpec): readonly SeriesSummary[] {
  return series.flatMap((one) => {
    const named = categories.flatMap((category, index) => {
      const decimal = decimalAt(one, index);
      const value = one.values[index] ?? null;
      return decimal === null || value === null ? [] : [{ category, decimal, value }];
    });
    const [first] = named;
    if (first === undefined) return [];
    return [
      {
        name: one.name,
        first,
        last: named.at(-1)!,
        least: named.reduce((least, other) => (other.value < least.value ? other : least)),
        most: named.reduce((most, other) => (other.value > most.value ? other : most)),
      },
    ];
  });
}
