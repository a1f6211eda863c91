import type { HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { Forecaster } from '../../app/forecaster.js';
import {
  FORECAST_MEASURES,
  makeForecastMeasure,
  RHYTHMS,
  type ForecastQuestion,
  type Rhythm,
} from '../../app/forecast-measure.js';
import { analytics } from '../../contract/query.js';

/** It follows from its key alone, so it is good for as long as the room for it lasts. */
const A_DAY_SECONDS = 86_400;

export function forecastRoute(forecaster: Forecaster): HttpRoute {
  return {
    method: 'GET',
    path: '/forecast',
    permission: 'analytics.forecast',
    async handle({ context, actor, query }) {
      const asked = readQuestion(query);
      if (!asked.ok) return { refusal: asked.error };
      const forecastMeasure = makeForecastMeasure({
        analytics: context.use(analytics),
        async forecaster(tasks) {
          const remembered = await context.cache.remember(
            { key: ['forecast', tasks], tags: [], seconds: A_DAY_SECONDS },
            () => forecaster(tasks),
          );
          return remembered.value;
        },
      });
      const found = await forecastMeasure(actor, asked.value);
      return found.ok
        ? { json: { measure: asked.value.measure, rhythm: asked.value.rhythm, forecasts: found.value } }
        : { refusal: found.error };
    },
  };
}

function readQuestion(query: HttpRequest['query']): Result<ForecastQuestion, Refusal> {
  const measure = FORECAST_MEASURES.find((known) => known === (query['measure'] ?? 'sales'));
  if (!measure) return err({ code: 'unknown-measure', measure: query['measure'] });
  const rhythm = (['week', 'month'] as const).find((known) => known === (query['rhythm'] ?? 'week'));
  if (!rhythm) return err({ code: 'unreadable-option', option: 'rhythm', value: query['rhythm'] });
  const horizon = horizonIn(query['horizon'], rhythm);
  if (horizon === null) return err({ code: 'unreadable-option', option: 'horizon', value: query['horizon'] });
  const { office, representative } = query;
  const filters = {
    ...(office ? { office: [office] } : {}),
    ...(representative ? { representative: [representative] } : {}),
  };
  return ok({ measure, rhythm, horizon, filters });
}

function horizonIn(written: string | undefined, rhythm: Rhythm): number | null {
  const { horizon, most } = RHYTHMS[rhythm];
  if (written === undefined) return horizon;
  const value = Number(written);
  return Number.isInteger(value) && value >= 1 && value <= most ? value : null;
}
