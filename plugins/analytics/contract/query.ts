import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/** ISO weeks begin on Monday; quarters and years are the calendar's. */
export const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Grain = (typeof GRAINS)[number];

/** `bucket`: how long what is open is overdue at the end of `to`: not-due, 1-30, 31-60, 61-90, over-90. */
export const DIMENSIONS = [
  ...GRAINS,
  'representative',
  'office',
  'geo',
  'manager',
  'product',
  'currency',
  'status',
  'method',
  'bucket',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Only these rows: ids (of representatives, offices …), codes (currencies), or words (statuses, methods). */
export type Filters = Readonly<
  Partial<
    Record<
      'representative' | 'office' | 'geo' | 'manager' | 'product' | 'currency' | 'status' | 'method',
      readonly string[]
    >
  >
>;

/** The period before of the same length (of whole months, quarters or years where `from` and `to` are such), the same days a year before, or stated days. */
export type Comparison = 'previous' | 'year-before' | { readonly from: LocalDate; readonly to: LocalDate };

/** Business days of the organisation's zone, both included. */
export interface AnalyticsQuery {
  readonly measures: readonly string[];
  /** in the order of the answer's keys; rows are always by currency too, unless `convertTo` is given */
  readonly by?: readonly Dimension[];
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly filters?: Filters;
  readonly compare?: Comparison;
  /** every amount in this currency, by the newest rate stated at the end of its period */
  readonly convertTo?: CurrencyCode;
  readonly sort?: { readonly by: string; readonly direction: 'asc' | 'desc' };
  /** 1 to 10,000; default 1,000 */
  readonly limit?: number;
}

export type MeasureUnit = 'money' | 'count' | 'days' | 'percent';

/** A key of a row: what it is by, and how it is called. A time key is the first day of its span. */
export interface AnalyticsKey {
  readonly id: string;
  /** a name, a code, a date; statuses, methods and buckets as words that `analytics:values.<dimension>.<id>` translates */
  readonly label: string;
}

/** Money as plain decimals of its currency ("1234.50"), counts as whole numbers, days and percents with one decimal; null where there is nothing to divide by. */
export type Figure = string | null;

export interface AnalyticsRow {
  readonly keys: Readonly<Partial<Record<Dimension, AnalyticsKey>>>;
  /** of the amounts; null where the row has none (only counts, asked for without amounts) */
  readonly currency: CurrencyCode | null;
  readonly values: Readonly<Record<string, Figure>>;
  /** of the compared period; for rows by time, the span at the same place */
  readonly before?: Readonly<Record<string, Figure>>;
}

export interface AnalyticsResult {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly compared: { readonly from: LocalDate; readonly to: LocalDate } | null;
  readonly measures: readonly { readonly name: string; readonly unit: MeasureUnit }[];
  readonly by: readonly Dimension[];
  readonly rows: readonly AnalyticsRow[];
  /** of everything that was asked for, also beyond `limit`; one a currency. Not the sum of rows that overlap (managers). */
  readonly totals: readonly AnalyticsRow[];
  /** there are more rows than `limit` */
  readonly isCut: boolean;
  /** with which rates amounts were converted */
  readonly rates: readonly {
    readonly base: CurrencyCode;
    readonly quote: CurrencyCode;
    /** plain decimal */
    readonly rate: string;
    readonly from: LocalDate;
    readonly source: string;
  }[];
}

export interface MeasureInfo {
  readonly name: string;
  readonly unit: MeasureUnit;
  /** what it can be cut and filtered by */
  readonly dimensions: readonly Dimension[];
  /** `flow`: of the days asked for; `balance`: as it stands at the end of `to` */
  readonly kind: 'flow' | 'balance';
  /** the title's key: `<plugin>:measures.<name>` */
  readonly titleKey: string;
}

/** Everything that counts, sums or averages the ledger. Every answer is within the actor's row scope and permissions. */
export interface Analytics {
  /** those that the actor may read */
  measures(actor: Actor): readonly MeasureInfo[];
  /**
   * Refuses `unknown-measure`, `unknown-dimension`, `dimension-not-for-measure`, `dates-reversed`, `unknown-currency`, `no-rate` (base,
   * quote, on), `too-many-rows`.
   */
  query(actor: Actor, asked: AnalyticsQuery): Promise<Result<AnalyticsResult, Refusal>>;
  /** Titles of measures and dimensions, and names of statuses, methods and buckets, in a language. */
  title(language: Language, what: 'measure' | Dimension, name: string): string;
  /**
   * How a figure differs from an earlier one, as the dashboard says it: amounts and counts in per cent of the earlier, percents and days in
   * points; one decimal, half to even. Null where there is nothing to compare with.
   */
  change(unit: MeasureUnit, value: Figure, before: Figure): string | null;
  /**
   * Footnotes of what is shown of these days, in the language: what other plugins have to say of them. None for figures that do not come
   * from the ledger's rows.
   */
  remarks(
    language: Language,
    shown: Pick<AnalyticsQuery, 'from' | 'to' | 'compare'> & {
      /** the names of measures; null: records one by one */
      readonly measures: readonly string[] | null;
    },
  ): Promise<readonly string[]>;
  /** Today in the organisation's zone. */
  today(): Promise<LocalDate>;
}

export const analytics = defineService<Analytics>('analytics.analytics');
