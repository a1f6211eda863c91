import type { CurrencyCode } from './currency.js';

/** What an axis or a value is counted in. Money in major units of `currency`. */
export type ChartUnit = 'money' | 'count' | 'days' | 'percent';

/** One line, row of bars or set of slices. `values` are for drawing alone; `texts` are the exact figures. */
export interface ChartSeries {
  readonly name: string;
  /** in major units; null where there is none */
  readonly values: readonly (number | null)[];
  /** plain decimals, "1234.50": what the table and the CSV show; without them the values */
  readonly texts?: readonly (string | null)[];
  /** in a combined chart, how this one is drawn */
  readonly as?: 'line' | 'bar';
  /** drawn thinner and paler: the compared period, a plan */
  readonly quiet?: boolean;
  /** drawn dashed: what is expected, not known */
  readonly expected?: boolean;
}

/** An area between two lines: an interval of a forecast, what was to be expected. */
export interface ChartBand {
  readonly name: string;
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/** A point that is pointed at. */
export interface ChartMark {
  readonly series: number;
  readonly index: number;
  readonly label: string;
}

/**
 * What a chart says, in the reader's words, without saying how it looks: the browser draws it to be touched, the server draws the very
 * same one as SVG and PNG, and either can be read as a table.
 */
export interface ChartSpec {
  readonly kind: 'line' | 'bar' | 'stacked' | 'bars-sideways' | 'donut' | 'combined';
  readonly title: string;
  /** what stands along the axis, already in the reader's language */
  readonly categories: readonly string[];
  /** heading of the categories in the table */
  readonly categoryTitle: string;
  readonly series: readonly ChartSeries[];
  readonly bands?: readonly ChartBand[];
  readonly marks?: readonly ChartMark[];
  readonly unit: ChartUnit;
  readonly currency?: CurrencyCode;
  /** panel addresses of the rows behind each category; null where there are none */
  readonly links?: readonly (string | null)[];
}

/** How it is drawn. Pixels of CSS. */
export interface ChartLook {
  readonly theme: 'light' | 'dark';
  readonly language: string;
  readonly width: number;
  readonly height: number;
}
