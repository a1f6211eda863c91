import { addDays } from '../../../src/values/local-date.js';
import { ok } from '../../../src/values/result.js';
import type { MeasureAnomalies, MeasureAnomaly, WatchedSeries } from '../contract/anomalies.js';
import type { AnalyticsRow } from '../contract/query.js';
import { findAnomalies } from '../domain/anomalies/find-anomalies.js';
import {
  addedUp,
  anomaliesOf,
  currenciesOf,
  isSparse,
  seriesOf,
  wholeSpans,
  type Series,
  type TrendNeeds,
} from './measure-trend.js';

const WATCHED = ['sales', 'collected', 'profit'];
/** Fewer spans say nothing of what is usual. */
const FEWEST_SPANS = { day: 60, week: 26, month: 18 };
const MOST_OFFICES = 100;
const MOST_ROWS = 10_000;

export function makeFindMeasureAnomalies({
  analytics,
  translator,
}: TrendNeeds): MeasureAnomalies['findAnomalies'] {
  return async (actor, { days: newest, language }) => {
    const readable = analytics.measures(actor).map(({ name }) => name);
    const measures = WATCHED.filter((measure) => readable.includes(measure));
    if (measures.length === 0) return ok([]);
    const spans = wholeSpans(await analytics.today(), 'day');
    const [from, to] = [spans[0]!, spans.at(-1)!];
    const since = addDays(to, 1 - newest);

    const offices = await analytics.query(actor, { measures, by: ['office'], from, to, limit: MOST_OFFICES });
    if (!offices.ok) return offices;
    const known = new Map(offices.value.rows.map(({ keys: { office } }) => [office!.id, office!.label]));
    const places = [null, ...[...known].map(([id, name]) => ({ id, name }))];

    const found: MeasureAnomaly[] = [];
    for (const office of places) {
      const filters = office === null ? {} : { office: [office.id] };
      const asked = await analytics.query(actor, {
        measures,
        by: ['day'],
        from,
        to,
        filters,
        limit: MOST_ROWS,
      });
      if (!asked.ok) return asked;
      for (const measure of measures) {
        for (const currency of currenciesOf(rowsWith(asked.value.rows, measure))) {
          const days = seriesOf(asked.value.rows, { measure, grain: 'day', currency }, spans);
          const telling = tellingSpans(days);
          if (telling === null) continue;
          const { grain, series } = telling;
          const report = findAnomalies(series.map(({ on, value }) => ({ at: Date.parse(on), value })));
          const all = anomaliesOf(report, { measure, office, currency, grain }, { translator, language });
          found.push(...all.filter(({ on }) => on >= since));
        }
      }
    }
    return ok(found.sort((a, b) => (a.on > b.on ? -1 : a.on < b.on ? 1 : b.score - a.score)));
  };
}

/** The finest spans of which most have a posting; null where none are, or where there are too few. */
function tellingSpans(
  days: Series,
): { readonly grain: WatchedSeries['grain']; readonly series: Series } | null {
  for (const grain of ['day', 'week', 'month'] as const) {
    const series = grain === 'day' ? days : addedUp(days, grain);
    if (!isSparse(series)) return series.length >= FEWEST_SPANS[grain] ? { grain, series } : null;
  }
  return null;
}

function rowsWith(rows: readonly AnalyticsRow[], measure: string): readonly AnalyticsRow[] {
  return rows.filter(({ values }) => Number(values[measure] ?? 0) !== 0);
}
