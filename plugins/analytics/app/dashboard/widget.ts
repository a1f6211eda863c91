import type { Language } from '../../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import type { Alert } from '../../contract/alerts.js';
import type {
  AnalyticsQuery,
  AnalyticsResult,
  Dimension,
  Filters,
  MeasureInfo,
} from '../../contract/query.js';
import type { PlanAsked, PlanRow } from '../../contract/reviews.js';
import type { Days } from '../../domain/dashboard-filters.js';
import type { WidgetContent } from './content.js';
import type { Links } from './links.js';

/** What a dashboard is about, and in which words it speaks. */
export interface Asked {
  readonly days: Days;
  readonly compared: Days | null;
  readonly today: LocalDate;
  readonly filters: Filters;
  readonly convertTo: CurrencyCode | null;
  readonly language: Language;
  /** the organisation's own, which comes first where there are several */
  readonly homeCurrency: string;
  readonly measures: ReadonlyMap<string, MeasureInfo>;
  readonly links: Links;
  /** of `panel.dashboard` */
  text(key: string, facts?: Readonly<Record<string, unknown>>): string;
  title(what: 'measure' | Dimension, name: string): string;
}

/** Whom a widget may ask; each answer is within the reader's rows. */
export interface Sources {
  query(asked: AnalyticsQuery): Promise<Result<AnalyticsResult, Refusal>>;
  planAgainstFact(asked: PlanAsked): Promise<Result<readonly PlanRow[], Refusal>>;
  alerts(): Promise<Result<readonly Alert[], Refusal>>;
}

/** A widget, as far as it is known before its reader's rows are. */
export interface Widget {
  readonly name: string;
  /** without one of these it is not offered */
  readonly measures: readonly string[];
  readonly width: number;
  readonly height: number;
  title(asked: Pick<Asked, 'text' | 'title'>): string;
  answer(sources: Sources, asked: Asked): Promise<Result<WidgetContent, Refusal>>;
}

/** The question of a widget about the whole period, with what the reader narrowed it to. */
export function questionOf(
  { days, compared, filters, convertTo }: Asked,
  question: Pick<AnalyticsQuery, 'measures' | 'by' | 'sort' | 'limit'>,
): AnalyticsQuery {
  return {
    ...question,
    ...days,
    filters,
    ...(compared ? { compare: compared } : {}),
    ...(convertTo ? { convertTo } : {}),
  };
}

/** What was found, as a widget shows it; a refusal stays one. */
export async function shown<Found>(
  found: Promise<Result<Found, Refusal>>,
  show: (found: Found) => WidgetContent,
): Promise<Result<WidgetContent, Refusal>> {
  const result = await found;
  return result.ok ? { ok: true, value: show(result.value) } : result;
}
