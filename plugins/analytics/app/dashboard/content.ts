import type { ChartSpec } from '../../../../src/values/chart.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { AnalyticsResult, Figure, MeasureUnit } from '../../contract/query.js';
import type { DashboardFilters, Days, NarrowedBy } from '../../domain/dashboard-filters.js';
import type { Layout } from '../../domain/dashboard-layout.js';

/** A figure beside the one of the compared period. Plain decimals. */
export interface FigureContent {
  readonly currency: CurrencyCode | null;
  readonly value: Figure;
  readonly before: Figure;
  /** per cent, or points of what is a share or a number of days; null where there is nothing to compare with */
  readonly change: string | null;
  /** month by month up to the period's end, for drawing alone */
  readonly trend: readonly (number | null)[];
  /** panel address of the rows behind it */
  readonly link: string | null;
}

export interface RankingRow {
  readonly title: string;
  readonly link: string | null;
  readonly value: string;
  readonly before: Figure;
  readonly change: string | null;
  /** of the longest bar, 0 to 1 */
  readonly share: number;
}

/** What a widget shows. Amounts of two currencies stand side by side, never in one sum. */
export type WidgetContent =
  | {
      readonly kind: 'figures';
      readonly unit: MeasureUnit;
      /** what it means that the figure rises */
      readonly rise: 'good' | 'bad' | 'neither';
      readonly figures: readonly FigureContent[];
    }
  /** one a currency */
  | { readonly kind: 'charts'; readonly charts: readonly ChartSpec[] }
  /** one a currency */
  | {
      readonly kind: 'rankings';
      readonly heading: string;
      readonly rankings: readonly {
        readonly currency: CurrencyCode | null;
        readonly rows: readonly RankingRow[];
      }[];
    }
  | {
      readonly kind: 'alerts';
      readonly alerts: readonly {
        readonly key: string;
        readonly severity: 'warning' | 'serious';
        readonly text: string;
        readonly link: string;
      }[];
    }
  /** `sentence` says why, and what could be done */
  | { readonly kind: 'nothing'; readonly sentence: string };

export interface WidgetView {
  readonly widget: string;
  readonly title: string;
  readonly content: WidgetContent | { readonly kind: 'refused'; readonly sentence: string };
}

/** A widget that can be put onto the page. */
export interface OfferedWidget {
  readonly widget: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
}

/** A measure that the reader may put onto the page in a shape of its own. */
export interface OfferedMeasure {
  readonly name: string;
  readonly title: string;
  readonly dimensions: readonly { readonly name: string; readonly title: string }[];
}

export interface SavedDashboard {
  readonly id: string;
  readonly name: string;
  readonly isMine: boolean;
  readonly shared: boolean;
  readonly version: number;
  /** the words of its address */
  readonly filters: string;
}

/** Everything that the page shows. */
export interface DashboardView {
  readonly filters: DashboardFilters;
  readonly days: Days;
  readonly compared: Days | null;
  /** null: the reader's own arrangement, which nobody named */
  readonly dashboard: SavedDashboard | null;
  readonly layout: Layout;
  readonly widgets: readonly WidgetView[];
  readonly rates: AnalyticsResult['rates'];
  /** what is to be known of these days beside the figures: sentences in the reader's language */
  readonly remarks: readonly string[];
  readonly offered: readonly OfferedWidget[];
  readonly measures: readonly OfferedMeasure[];
  readonly boxes: {
    readonly narrowedBy: readonly NarrowedBy[];
    readonly currencies: readonly CurrencyCode[];
    /** names of what is chosen, by id */
    readonly names: Readonly<Record<string, string>>;
  };
  /** nothing was ever invoiced that the reader may see */
  readonly isEmpty: boolean;
  /** ISO 8601, UTC */
  readonly generatedAt: string;
}
