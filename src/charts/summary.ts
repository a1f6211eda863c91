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
    const valueAt = (index: number): number => one.values[index] ?? 0;
    const known = categories.flatMap((_, index) => (decimalAt(one, index) === null ? [] : [index]));
    const [first] = known;
    if (first === undefined) return [];
    const named = (index: number): NamedFigure => ({
      category: categories[index]!,
      decimal: decimalAt(one, index)!,
    });
    return [
      {
        name: one.name,
        first: named(first),
        last: named(known.at(-1)!),
        least: named(known.reduce((least, index) => (valueAt(index) < valueAt(least) ? index : least))),
        most: named(known.reduce((most, index) => (valueAt(index) > valueAt(most) ? index : most))),
      },
    ];
  });
}
