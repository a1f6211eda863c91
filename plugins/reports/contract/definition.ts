import type { Dimension, Filters } from '../../analytics/contract/query.js';
import type { ChartSpec } from '../../../src/values/chart.js';
import type { LocalDate } from '../../../src/values/local-date.js';

/** What a definition is written in; a later house reads the earlier ones. */
export const DEFINITION_FORMAT = 1;

/** Spans of whole days in the organisation's zone, as they are when the report is made. `last-…` are complete, `this-…` end today. */
export const PERIOD_PRESETS = [
  'today',
  'yesterday',
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  'this-quarter',
  'last-quarter',
  'this-year',
  'last-year',
  'last-30-days',
  'last-12-months',
  'last-24-months',
] as const;
export type PeriodPreset = (typeof PERIOD_PRESETS)[number];

/** Both days included. */
export type ReportPeriod =
  { readonly preset: PeriodPreset } | { readonly from: LocalDate; readonly to: LocalDate };

/** Figures of the ledger, cut by dimensions. */
export interface FiguresSource {
  readonly kind: 'figures';
  /** names of measures, 1 to 12 */
  readonly measures: readonly string[];
  /** 0 to 4; none: one row a currency */
  readonly by: readonly Dimension[];
  readonly filters: Filters;
  readonly compare: 'previous' | 'year-before' | null;
  /** ISO 4217; null: each amount in its own currency */
  readonly convertTo: string | null;
}

/** Rows of a dataset, one by one. */
export interface RowsSource {
  readonly kind: 'rows';
  readonly dataset: string;
  /** in the order of the report; 1 to 40 */
  readonly columns: readonly string[];
  /** by column: only these values */
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

export type ReportSource = FiguresSource | RowsSource;

export const REPORT_CHARTS = [
  'line',
  'bar',
  'stacked',
  'bars-sideways',
  'donut',
  'combined',
] as const satisfies readonly ChartSpec['kind'][];

/** Over the first dimension. */
export interface ReportChart {
  readonly kind: (typeof REPORT_CHARTS)[number];
  readonly measure: string;
}

/** What a caller fills in when the report is made: whose it is. */
export const REPORT_PARAMETERS = ['representative'] as const;
export type ReportParameter = (typeof REPORT_PARAMETERS)[number];

/** A report as data: the panel, the API, the command line and schedules run the very same one. */
export interface ReportDefinition {
  readonly format: typeof DEFINITION_FORMAT;
  /** 1 to 120 characters */
  readonly title: string;
  readonly source: ReportSource;
  readonly period: ReportPeriod;
  /** a measure, a dimension or a column of the report */
  readonly sort: { readonly by: string; readonly direction: 'asc' | 'desc' } | null;
  readonly totals: boolean;
  /** by the first of two or more dimensions */
  readonly subtotals: boolean;
  readonly chart: ReportChart | null;
  /** 1 to 10,000 for figures, 1 to 10,000,000 for rows; null: all (of figures the first 10,000) */
  readonly limit: number | null;
  /** a review in words above the figures, of the span that ends with the period */
  readonly review: 'weekly' | 'quarterly' | null;
  /** filters that the caller has to give */
  readonly parameters: readonly ReportParameter[];
}

export const REPORT_FORMATS = ['xlsx', 'csv', 'pdf', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
