import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { Translator } from '../../../src/kernel/ports.js';
import { exponentOf, type CurrencyCode } from '../../../src/values/currency.js';
import {
  addDays,
  firstDayOf,
  lastDayOf,
  monthOf,
  nextMonth,
  previousMonth,
  weekday,
  type LocalDate,
} from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { MeasureAnomaly, WatchedSeries } from '../contract/anomalies.js';
import type { Analytics, AnalyticsRow, MeasureUnit } from '../contract/query.js';
import { findAnomalies, type AnomalyReport } from '../domain/anomalies/find-anomalies.js';
import { decompose } from '../domain/series/decompose.js';
import { anomalySentence } from './anomaly-sentence.js';

/** One span of the series; amounts and counts as plain decimals. */
export interface TrendSpan {
  /** its first day */
  readonly on: LocalDate;
  readonly value: string;
  readonly expected: string;
  readonly lower: string;
  readonly upper: string;
  /** the three make the value */
  readonly trend: string;
  readonly season: string;
  readonly rest: string;
}

export interface MeasureTrend {
  readonly measure: string;
  readonly unit: MeasureUnit;
  readonly currency: CurrencyCode | null;
  /** others that the series has figures in */
  readonly currencies: readonly CurrencyCode[];
  readonly spans: readonly TrendSpan[];
  /** most spans are of nothing: a coarser grain would say more */
  readonly isSparse: boolean;
  /** 0 to 1 */
  readonly trendStrength: number;
  readonly seasonStrength: number;
  /** lengths in spans */
  readonly seasons: readonly number[];
  readonly anomalies: readonly MeasureAnomaly[];
}

export interface TrendNeeds {
  readonly analytics: Analytics;
  readonly translator: Translator;
}

type Grain = WatchedSeries['grain'];

/** How far back each grain looks: long enough for its seasons. */
const SPANS_BACK: Readonly<Record<Grain, number>> = { day: 730, week: 208, month: 72 };
const FEWEST_SPANS = 12;
const MOST_ROWS = 10_000;

/**
 * A measure over its whole spans until now: what was to be expected, what stood out, and what trend, season and rest it is made of. A
 * span without a row counts as nothing, from the first one that has any. Refuses `not-a-flow` (balances have no spans),
 * `series-too-short`, and what analytics' query refuses.
 */
export function makeMeasureTrend({ analytics, translator }: TrendNeeds) {
  return async (
    actor: Actor,
    asked: WatchedSeries,
    language: Language,
  ): Promise<Result<MeasureTrend, Refusal>> => {
    const { measure, grain, officeId, representativeId } = asked;
    const info = analytics.measures(actor).find(({ name }) => name === measure);
    if (!info) return err({ code: 'unknown-measure', measure });
    if (info.kind !== 'flow' || (info.unit !== 'money' && info.unit !== 'count')) {
      return err({ code: 'not-a-flow', measure: analytics.title(language, 'measure', measure) });
    }
    const days = wholeSpans(await analytics.today(), grain);
    const found = await analytics.query(actor, {
      measures: [measure],
      by: [grain],
      from: days[0]!,
      to: endOf(days.at(-1)!, grain),
      filters: {
        ...(officeId === null ? {} : { office: [officeId] }),
        ...(representativeId === null ? {} : { representative: [representativeId] }),
      },
      limit: MOST_ROWS,
    });
    if (!found.ok) return found;
    const currencies = currenciesOf(found.value.rows);
    const currency = asked.currency ?? currencies[0] ?? null;
    const series = seriesOf(found.value.rows, { measure, grain, currency }, days);
    if (series.length < FEWEST_SPANS)
      return err({ code: 'series-too-short', count: series.length, least: FEWEST_SPANS });
    const subject = { measure, grain, office: null, currency: info.unit === 'money' ? currency : null };
    return ok({ ...told(series, subject, { translator, language }), unit: info.unit, currencies });
  };
}

/** A value of each span, in order. */
export type Series = readonly { readonly on: LocalDate; readonly value: number }[];

export type Subject = Pick<MeasureAnomaly, 'measure' | 'office' | 'currency' | 'grain'>;

interface Wording {
  readonly translator: Translator;
  readonly language: Language;
}

function told(series: Series, subject: Subject, wording: Wording): Omit<MeasureTrend, 'unit' | 'currencies'> {
  const report = findAnomalies(series.map(({ on, value }) => ({ at: Date.parse(on), value })));
  const values = Float64Array.from(series, ({ value }) => value);
  const { trend, season, rest, trendStrength, seasonStrength } = decompose(values, report.seasons);
  const written = (value: number): string => value.toFixed(placesOf(subject.currency));
  return {
    measure: subject.measure,
    currency: subject.currency,
    spans: series.map(({ on, value }, at): TrendSpan => {
      const { expected, lower, upper } = report.expectations[at]!;
      return {
        ...{ on, value: written(value) },
        ...{ expected: written(expected), lower: written(lower), upper: written(upper) },
        ...{ trend: written(trend[at]!), season: written(season[at]!), rest: written(rest[at]!) },
      };
    }),
    isSparse: isSparse(series),
    ...{ trendStrength, seasonStrength, seasons: report.seasons },
    anomalies: anomaliesOf(report, subject, wording),
  };
}

/** Those that have a value: in the ledger, a day without postings is a day of nothing, not a missing one. */
export function anomaliesOf(
  report: AnomalyReport,
  subject: Subject,
  { translator, language }: Wording,
): readonly MeasureAnomaly[] {
  const places = placesOf(subject.currency);
  const plain = (value: number): string => value.toFixed(places);
  const shown = new Intl.NumberFormat(language, {
    ...(subject.currency === null
      ? {}
      : { style: 'currency', currency: subject.currency, currencyDisplay: 'code' }),
    maximumFractionDigits: 0,
  });
  const wording = { translator, language, written: (value: number) => shown.format(value), stamp: dayOf };
  return report.anomalies.flatMap((anomaly) =>
    anomaly.kind === 'missing'
      ? []
      : [
          {
            ...subject,
            on: dayOf(anomaly.at),
            kind: anomaly.kind,
            score: anomaly.score,
            value: plain(anomaly.value),
            expected: plain(anomaly.expected),
            lower: plain(anomaly.lower),
            upper: plain(anomaly.upper),
            text: anomalySentence(anomaly, report, wording),
          },
        ],
  );
}

/** From the first span with anything in it. */
export function seriesOf(
  rows: readonly AnalyticsRow[],
  {
    measure,
    grain,
    currency,
  }: { readonly measure: string; readonly grain: Grain; readonly currency: CurrencyCode | null },
  days: readonly LocalDate[],
): Series {
  const values = new Map(
    rows
      .filter((row) => row.currency === currency || row.currency === null)
      .map((row) => [row.keys[grain]!.id, Number(row.values[measure] ?? 0)]),
  );
  const first = days.findIndex((day) => (values.get(day) ?? 0) !== 0);
  return first < 0 ? [] : days.slice(first).map((on) => ({ on, value: values.get(on) ?? 0 }));
}

/** Of what is mostly nothing, nothing is usual. */
export function isSparse(series: Series): boolean {
  return series.filter(({ value }) => value !== 0).length < 0.6 * series.length;
}

/** Days added up to the spans that they fill; those at the ends that they do not are left out. */
export function addedUp(days: Series, grain: Exclude<Grain, 'day'>): Series {
  const firstOf = (on: LocalDate): LocalDate =>
    grain === 'week' ? addDays(on, 1 - weekday(on)) : firstDayOf(monthOf(on));
  const sums = new Map<LocalDate, number>();
  for (const { on, value } of days) sums.set(firstOf(on), (sums.get(firstOf(on)) ?? 0) + value);
  const [first, last] = [days[0]?.on ?? '', days.at(-1)?.on ?? ''];
  return [...sums]
    .filter(([on]) => on >= first && endOf(on, grain) <= last)
    .map(([on, value]) => ({ on, value }));
}

/** That of the most rows first. */
export function currenciesOf(rows: readonly AnalyticsRow[]): readonly CurrencyCode[] {
  const counts = new Map<CurrencyCode, number>();
  for (const { currency } of rows)
    if (currency !== null) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  return [...counts]
    .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    .map(([currency]) => currency);
}

/** The first days of the spans that are over, oldest first. */
export function wholeSpans(today: LocalDate, grain: Grain): readonly LocalDate[] {
  const count = SPANS_BACK[grain];
  const back = (last: LocalDate, days: number): readonly LocalDate[] =>
    Array.from({ length: count }, (_, at) => addDays(last, days * (at + 1 - count)));
  if (grain === 'day') return back(addDays(today, -1), 1);
  if (grain === 'week') return back(addDays(today, 1 - weekday(today) - 7), 7);
  let month = monthOf(today);
  for (let at = 0; at < count; at += 1) month = previousMonth(month);
  return Array.from({ length: count }, () => {
    const first = firstDayOf(month);
    month = nextMonth(month);
    return first;
  });
}

function endOf(day: LocalDate, grain: Grain): LocalDate {
  if (grain === 'day') return day;
  return grain === 'week' ? addDays(day, 6) : lastDayOf(monthOf(day));
}

function dayOf(at: number): LocalDate {
  return new Date(at).toISOString().slice(0, 10) as LocalDate;
}

function placesOf(currency: CurrencyCode | null): number {
  return currency === null ? 0 : exponentOf(currency);
}
