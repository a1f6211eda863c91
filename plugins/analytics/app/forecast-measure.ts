import type { Actor } from '../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { addDays, type LocalDate } from '../../../src/values/local-date.js';
import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { Analytics, AnalyticsRow, Filters } from '../contract/query.js';
import { fewestToTest } from '../domain/forecast/backtest.js';
import type { Forecast, ForecastTask } from '../domain/forecast/forecast-series.js';
import { nextSpan, spansOf, startOfSpan } from '../domain/periods.js';

export const FORECAST_MEASURES = ['sales', 'collected', 'profit'] as const;
export type ForecastMeasure = (typeof FORECAST_MEASURES)[number];

/** How far ahead, and after how many spans a season comes again. */
export const RHYTHMS = {
  week: { horizon: 13, season: 52, most: 26 },
  month: { horizon: 6, season: 12, most: 12 },
} as const;
export type Rhythm = keyof typeof RHYTHMS;

export interface ForecastQuestion {
  readonly measure: ForecastMeasure;
  readonly rhythm: Rhythm;
  /** spans ahead */
  readonly horizon: number;
  readonly filters: Filters;
}

/** What a currency's history says of the spans to come. Spans are named by their first days. */
export type MeasureForecast = {
  readonly currency: CurrencyCode;
  readonly history: readonly { readonly from: LocalDate; readonly amount: string }[];
} & (
  | { readonly kind: 'too-short'; readonly needs: number; readonly has: number }
  | { readonly kind: 'forecast'; readonly ahead: readonly LocalDate[]; readonly forecast: Forecast }
);

interface Needs {
  readonly analytics: Analytics;
  /** remembers what it said: the same tasks have the same answer */
  readonly forecaster: (tasks: readonly ForecastTask[]) => Promise<readonly Forecast[]>;
}

/** Older trade tells little of what comes. */
const YEARS_BACK = 10;
const MOST_ROWS = 10_000;

/**
 * What an actor may see of a measure's history, looked ahead from: one forecast a currency, the one traded in most often first, none added to another. The
 * span that is not over yet is left out. Refuses what the query refuses.
 */
export function makeForecastMeasure({ analytics, forecaster }: Needs) {
  return async function forecastMeasure(
    actor: Actor,
    { measure, rhythm, horizon, filters }: ForecastQuestion,
  ): Promise<Result<readonly MeasureForecast[], Refusal>> {
    const now = startOfSpan(rhythm, await analytics.today());
    const to = addDays(now, -1);
    const from = startOfSpan(rhythm, addDays(now, -Math.round(YEARS_BACK * 365.25)));
    const asked = { measures: [measure], by: [rhythm], from, to, filters, limit: MOST_ROWS };
    const found = await analytics.query(actor, asked);
    if (!found.ok) return found;

    const histories = byCurrency(found.value.rows, measure, rhythm).map(([currency, amounts]) => {
      const [first = to] = [...amounts.keys()].sort();
      const spans = spansOf(rhythm, { from: first, to });
      return { currency, history: spans.map((span) => ({ from: span, amount: amounts.get(span) ?? '0' })) };
    });
    const needs = fewestToTest(horizon);
    const long = histories.filter(({ history }) => history.length >= needs);
    const forecasts = await forecaster(
      // Statistics, not bookkeeping: a forecast is no amount of the ledger.
      long.map(({ history }) => ({
        values: history.map(({ amount }) => Number(amount)),
        horizon,
        season: RHYTHMS[rhythm].season,
      })),
    );
    return ok(
      histories.map((each) => {
        const place = long.indexOf(each);
        return place < 0
          ? { ...each, kind: 'too-short', needs, has: each.history.length }
          : {
              ...each,
              kind: 'forecast',
              ahead: spansFrom(rhythm, now, horizon),
              forecast: forecasts[place]!,
            };
      }),
    );
  };
}

/** The one traded in most often first. */
function byCurrency(rows: readonly AnalyticsRow[], measure: string, rhythm: Rhythm) {
  const found = new Map<CurrencyCode, Map<LocalDate, string>>();
  for (const { keys, currency, values } of rows) {
    const span = keys[rhythm]?.id as LocalDate | undefined;
    const amount = values[measure];
    if (!span || !currency || !amount || Number(amount) === 0) continue;
    found.set(currency, (found.get(currency) ?? new Map<LocalDate, string>()).set(span, amount));
  }
  return [...found].sort(([, one], [, other]) => other.size - one.size);
}

function spansFrom(rhythm: Rhythm, first: LocalDate, count: number): readonly LocalDate[] {
  const spans = [first];
  while (spans.length < count) spans.push(nextSpan(rhythm, spans.at(-1)!));
  return spans;
}
