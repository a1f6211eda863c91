import type { ChartSpec } from '../../../../../src/values/chart.js';
import { GRAINS, type AnalyticsResult, type Dimension, type Grain } from '../../../contract/query.js';
import { byCurrency } from '../by-currency.js';
import type { WidgetContent } from '../content.js';
import { questionOf, shown, type Asked, type Widget } from '../widget.js';
import { drawn } from './figure.js';
import type { MeasureChart } from './shapes.js';
import { trendContent } from './sales-trend.js';

const BARS = 12;
const SLICES = 6;

export interface MeasureShape {
  readonly measure: string;
  readonly dimension: Dimension;
  readonly chart: MeasureChart;
}

/** Any measure by anything that it can be cut by, a contributed one as well: the reader chooses. */
export function measureWidget(shape: MeasureShape): Widget {
  const { measure, dimension, chart } = shape;
  return {
    name: `measure.${measure}.${dimension}.${chart}`,
    measures: [measure],
    width: 2,
    height: 2,
    title: ({ title, text }) =>
      text('widgets.measure', {
        measure: title('measure', measure),
        dimension: title(dimension, dimension).toLocaleLowerCase(),
      }),
    answer(sources, asked) {
      if (isGrain(dimension)) {
        const question = questionOf(asked, { measures: [measure], by: [dimension] });
        const kind = chart === 'line' ? 'line' : 'bar';
        return shown(sources.query(question), (result) =>
          trendContent(measure, dimension, result, asked, kind),
        );
      }
      const sort = { by: measure, direction: 'desc' as const };
      const question = questionOf(
        { ...asked, compared: null },
        { measures: [measure], by: [dimension], sort },
      );
      return shown(sources.query(question), (result) => partsContent(shape, result, asked));
    },
  };
}

export function partsContent(
  { measure, dimension, chart }: MeasureShape,
  { rows }: Pick<AnalyticsResult, 'rows'>,
  asked: Asked,
): WidgetContent {
  const unit = asked.measures.get(measure)?.unit ?? 'count';
  const charts = byCurrency(rows, asked).map(({ currency, rows: all }): ChartSpec => {
    const own = all.slice(0, chart === 'donut' ? SLICES : BARS);
    const texts = own.map(({ values }) => values[measure] ?? null);
    const ids = own.map(({ keys }) => keys[dimension]?.id ?? '');
    return {
      kind: chart === 'line' ? 'bar' : chart,
      title: asked.title('measure', measure),
      categories: own.map(({ keys }) => labelOf(dimension, keys[dimension], asked)),
      categoryTitle: asked.title(dimension, dimension),
      series: [{ name: asked.title('measure', measure), values: texts.map(drawn), texts }],
      unit,
      ...(currency === null ? {} : { currency }),
      links: ids.map((id) => asked.links.to(measure, { currency, of: { dimension, id } })),
    };
  });
  return charts.length === 0
    ? { kind: 'nothing', sentence: asked.text('nothing.period') }
    : { kind: 'charts', charts };
}

function labelOf(
  dimension: Dimension,
  key: { readonly id: string; readonly label: string } | undefined,
  { title }: Asked,
): string {
  if (!key) return '';
  return ['status', 'method', 'bucket'].includes(dimension) ? title(dimension, key.id) : key.label;
}

function isGrain(dimension: Dimension): dimension is Grain {
  return (GRAINS as readonly string[]).includes(dimension);
}
