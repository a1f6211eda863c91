import type { AnalyticsResult, Grain } from '../../../contract/query.js';
import type { ChartSpec } from '../../../../../src/values/chart.js';
import { byCurrency } from '../by-currency.js';
import type { WidgetContent } from '../content.js';
import { daysOfSpans, grainFor, spanLabel } from '../spans.js';
import { questionOf, shown, type Asked, type Widget } from '../widget.js';
import { drawn } from './figure.js';

/** Sales over the period, by days, weeks or months as it is long, before the period that it is compared with. */
export const salesTrend: Widget = {
  name: 'sales-trend',
  measures: ['sales'],
  width: 2,
  height: 2,
  title: ({ text }) => text('widgets.sales-trend'),
  answer(sources, asked) {
    const grain = grainFor(asked.days);
    const question = questionOf(asked, { measures: ['sales'], by: [grain] });
    return shown(sources.query(question), (result) => trendContent('sales', grain, result, asked));
  },
};

/** A measure by spans of time; the compared period is drawn paler behind it. */
export function trendContent(
  measure: string,
  grain: Grain,
  { rows }: AnalyticsResult,
  asked: Asked,
  kind: 'line' | 'bar' | 'combined' = 'combined',
): WidgetContent {
  const unit = asked.measures.get(measure)?.unit ?? 'count';
  const charts = byCurrency(rows, asked).map(({ currency, rows: own }): ChartSpec => {
    const texts = own.map(({ values }) => values[measure] ?? null);
    const before = own.map((row) => row.before?.[measure] ?? null);
    const spans = daysOfSpans(own, grain, asked.days);
    const isCombined = kind === 'combined' && asked.compared !== null;
    return {
      kind: isCombined ? 'combined' : kind === 'combined' ? 'bar' : kind,
      title: asked.title('measure', measure),
      categories: own.map(({ keys }) => spanLabel(keys[grain]?.id ?? '', grain, asked.language)),
      categoryTitle: asked.title(grain, grain),
      series: [
        {
          name: asked.title('measure', measure),
          values: texts.map(drawn),
          texts,
          ...(isCombined ? { as: 'bar' as const } : {}),
        },
        ...(asked.compared === null
          ? []
          : [
              {
                name: asked.text('before'),
                values: before.map(drawn),
                texts: before,
                quiet: true,
                ...(isCombined ? { as: 'line' as const } : {}),
              },
            ]),
      ],
      unit,
      ...(currency === null ? {} : { currency }),
      links: spans.map((days) => asked.links.to(measure, { days, currency })),
    };
  });
  return charts.length === 0
    ? { kind: 'nothing', sentence: asked.text('nothing.period') }
    : { kind: 'charts', charts };
}
