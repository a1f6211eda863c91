import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { err, ok } from '../../../../src/values/result.js';
import { makeForecastMeasure } from '../../app/forecast-measure.js';
import { openSmoothing } from '../../adapters/statistics/augurs.js';
import type { Analytics, AnalyticsQuery, AnalyticsRow } from '../../contract/query.js';
import { forecastSeries } from '../../domain/forecast/forecast-series.js';

const actor = { role: 'admin' } as Actor;
const smoothing = openSmoothing();

function months(currency: string, amounts: Readonly<Record<string, string>>): AnalyticsRow[] {
  return Object.entries(amounts).map(
    ([month, sales]) =>
      ({
        keys: { month: { id: `${month}-01`, label: month } },
        currency,
        values: { sales },
      }) as unknown as AnalyticsRow,
  );
}

function everyMonth(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const year = 2026 + Math.floor((10 - count + index) / 12);
      const month = ((((10 - count + index) % 12) + 12) % 12) + 1;
      return [`${year}-${String(month).padStart(2, '0')}`, String(100 + index)];
    }),
  );
}

async function ahead(rows: readonly AnalyticsRow[]) {
  const asked: AnalyticsQuery[] = [];
  const analytics = {
    today: () => Promise.resolve('2026-11-27' as LocalDate),
    query: (_: Actor, query: AnalyticsQuery) => {
      asked.push(query);
      return Promise.resolve(ok({ rows }));
    },
  } as unknown as Analytics;
  const forecastMeasure = makeForecastMeasure({
    analytics,
    forecaster: (tasks) => Promise.resolve(tasks.map((task) => forecastSeries(task, smoothing))),
  });
  const found = await forecastMeasure(actor, { measure: 'sales', rhythm: 'month', horizon: 6, filters: {} });
  if (!found.ok) throw new Error(found.error.code);
  return { forecasts: found.value, asked };
}

describe('a measure looked ahead from', () => {
  it('leaves out the month that is not over, and goes on with it', async () => {
    const { forecasts, asked } = await ahead(months('UAH', everyMonth(22)));
    expect(asked[0]).toMatchObject({ measures: ['sales'], by: ['month'], to: '2026-10-31' });
    const [first] = forecasts;
    expect(first!.history.at(-1)!.from).toBe('2026-10-01');
    expect(first).toMatchObject({ kind: 'forecast', currency: 'UAH' });
    if (first!.kind !== 'forecast') throw new Error(first!.kind);
    expect(first!.ahead).toEqual([
      '2026-11-01',
      '2026-12-01',
      '2027-01-01',
      '2027-02-01',
      '2027-03-01',
      '2027-04-01',
    ]);
    expect(first!.forecast.trials).toBeGreaterThan(0);
  });

  it('takes a month without trade for nothing, not for a gap', async () => {
    const { forecasts } = await ahead(months('EUR', { '2026-06': '10', '2026-09': '20' }));
    expect(forecasts[0]!.history.map(({ amount }) => amount)).toEqual(['10', '0', '0', '20', '0']);
  });

  it('says how many months it needs and has, and never adds currencies', async () => {
    const rows = [...months('EUR', { '2026-09': '20', '2026-10': '5' }), ...months('UAH', everyMonth(22))];
    const { forecasts } = await ahead(rows);
    expect(forecasts.map(({ currency, kind }) => [currency, kind])).toEqual([
      ['UAH', 'forecast'],
      ['EUR', 'too-short'],
    ]);
    expect(forecasts[1]).toMatchObject({ needs: 18, has: 2 });
  });

  it('refuses what the query refuses', async () => {
    const analytics = {
      today: () => Promise.resolve('2026-11-27' as LocalDate),
      query: () => Promise.resolve(err({ code: 'unknown-measure' })),
    } as unknown as Analytics;
    const forecastMeasure = makeForecastMeasure({ analytics, forecaster: () => Promise.resolve([]) });
    const found = await forecastMeasure(actor, {
      measure: 'profit',
      rhythm: 'week',
      horizon: 13,
      filters: {},
    });
    expect(found).toEqual({ ok: false, error: { code: 'unknown-measure' } });
  });
});
