import type { ChartSpec } from '../../../src/values/chart.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { Grain } from '../../analytics/contract/query.js';
import type { Cell, ColumnKind } from './dataset.js';

/** A column of a finished report. */
export interface TableColumn {
  /** unique in the report: a dimension, `currency`, a measure, `<measure>:before`, `<measure>:change`, a dataset's column */
  readonly name: string;
  /** in the reader's language */
  readonly title: string;
  readonly kind: ColumnKind;
  /** `key` says what a row is of, `value` is counted, `before` is of the compared period, `change` is in percent of it */
  readonly role: 'key' | 'value' | 'before' | 'change';
  /** for money: the name of the column that holds the currency */
  readonly currencyColumn: string | null;
  /** for a time key: how long the span is that begins on its day */
  readonly grain: Grain | null;
}

/**
 * Cells in the order of the columns: dates as YYYY-MM-DD, amounts as plain decimals of their currency ("1234.50"), counts as whole
 * numbers, days and percents as decimals, words in the reader's language; null where there is nothing.
 */
export interface TableRow {
  readonly kind: 'row' | 'subtotal' | 'total';
  readonly cells: readonly Cell[];
}

/** What every format of a report says before its rows. */
export interface TableHead {
  readonly title: string;
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
  readonly compared: { readonly from: LocalDate; readonly to: LocalDate } | null;
  readonly columns: readonly TableColumn[];
  readonly chart: ChartSpec | null;
  /** sentences in the reader's language: by which rates amounts were converted, what was left out */
  readonly notes: readonly string[];
  /** a review in words; paragraphs in the reader's language */
  readonly review: readonly string[];
}
