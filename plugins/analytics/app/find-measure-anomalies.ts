import { addDays } from '../../../src/values/local-date.js';
import { ok } from '../../../src/values/result.js';
import type { MeasureAnomalies, MeasureAnomaly } from '../contract/anomalies.js';
import type { AnalyticsRow } from '../contract/query.js';
import { findAnomalies } from '../domain/anomalies/find-anomalies.js';
import { anomaliesOf, currenciesOf, seriesOf, wholeSpans, type TrendNeeds } from './measure-trend.js';

const WATCHED = ['sales', 'collected', 'profit'];
/** Fewer days say nothing of what is usual. */
const FEWEST_DAYS = 60;
const MOST_OFFICES = 100;
const MOST_ROWS = 10_000;

export function makeFindMeasureAnomalies({
  analytics,
  translator,
}: TrendNeeds): MeasureAnomalies['findAnomalies'] {
  return async (actor, { days, language }) => {
    const readable = analytics.measures(actor).map(({ name }) => name);
    const measures = WATCHED.filter((measure) => readable.includes(measure));
    if (measures.length === 0) return ok([]);
    const spans = wholeSpans(await analytics.today(), 'day');
    const [from, to] = [spans[0]!, spans.at(-1)!];
    const since = addDays(to, 1 - days);

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
          const series = seriesOf(asked.value.rows, { measure, grain: 'day', currency }, spans);
          if (series.length < FEWEST_DAYS) continue;
          const report = findAnomalies(series.map(({ on, value }) => ({ at: Date.parse(on), value })));
          const all = anomaliesOf(report, { measure, office, currency }, { translator, language });
          found.push(...all.filter(({ on }) => on >= since));
        }
      }
    }
    return ok(found.sort((a, b) => (a.on > b.on ? -1 : a.on < b.on ? 1 : b.score - a.score)));
  };
}

function rowsWith(rows: readonly AnalyticsRow[], measure: string): readonly AnalyticsRow[] {
  return rows.filter(({ values }) => Number(values[measure] ?? 0) !== 0);
}
