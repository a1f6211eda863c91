import type { ChartSpec } from '../../../../../src/values/chart.js';
import type { AnalyticsResult, Grain } from '../../../contract/query.js';
import { byCurrency } from '../by-currency.js';
import type { WidgetContent } from '../content.js';
import { daysOfSpans, grainFor, spanLabel } from '../spans.js';
import { questionOf, shown, type Asked, type Widget } from '../widget.js';
import { drawn } from './figure.js';

const MEASURES = ['sales', 'collected'] as const;

/** What was invoiced, beside what was paid. */
export const collections: Widget = {
  name: 'collections',
  measures: [...MEASURES],
  width: 2,
  height: 2,
  title: ({ text }) => text('widgets.collections'),
  answer(sources, asked) {
    const grain = grainFor(asked.days);
    const question = questionOf({ ...asked, compared: null }, { measures: [...MEASURES], by: [grain] });
    return shown(sources.query(question), (result) => collectionsContent(grain, result, asked));
  },
};

export function collectionsContent(grain: Grain, { rows }: AnalyticsResult, asked: Asked): WidgetContent {
  const charts = byCurrency(rows, asked).map(({ currency, rows: own }): ChartSpec => {
    const spans = daysOfSpans(own, grain, asked.days);
    return {
      kind: 'bar',
      title: asked.text('widgets.collections'),
      categories: own.map(({ keys }) => spanLabel(keys[grain]?.id ?? '', grain, asked.language)),
      categoryTitle: asked.title(grain, grain),
      series: MEASURES.map((measure) => {
        const texts = own.map(({ values }) => values[measure] ?? null);
        return { name: asked.title('measure', measure), values: texts.map(drawn), texts };
      }),
      unit: 'money',
      ...(currency === null ? {} : { currency }),
      links: spans.map((days) => asked.links.to('sales', { days, currency })),
    };
  });
  return charts.length === 0
    ? { kind: 'nothing', sentence: asked.text('nothing.period') }
    : { kind: 'charts', charts };
}
