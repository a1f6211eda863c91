import type { ChartSpec } from '../../../../../src/values/chart.js';
import type { AnalyticsResult } from '../../../contract/query.js';
import { byCurrency } from '../by-currency.js';
import type { WidgetContent } from '../content.js';
import type { Asked } from '../widget.js';
import { drawn } from './figure.js';

interface Shape {
  readonly measure: string;
  readonly dimension: 'status' | 'bucket';
  /** every part has its place, also where it is nothing */
  readonly ids: readonly string[];
  readonly kind: 'donut' | 'bar';
  readonly title: string;
  /** said where there are no rows at all */
  readonly nothing: string;
}

/** A whole by its known parts, always all of them and in one order; a chart for each currency. */
export function shareContent({ rows }: AnalyticsResult, asked: Asked, shape: Shape): WidgetContent {
  const { measure, dimension, ids, kind, title } = shape;
  const charts = byCurrency(rows, asked).map(({ currency, rows: own }): ChartSpec => {
    const texts = ids.map((id) => {
      const row = own.find(({ keys }) => keys[dimension]?.id === id);
      return row?.values[measure] ?? '0';
    });
    return {
      kind,
      title,
      categories: ids.map((id) => asked.title(dimension, id)),
      categoryTitle: asked.title(dimension, dimension),
      series: [{ name: asked.title('measure', measure), values: texts.map(drawn), texts }],
      unit: 'money',
      ...(currency === null ? {} : { currency }),
      links: ids.map((id) => asked.links.to(measure, { currency, of: { dimension, id } })),
    };
  });
  return charts.length === 0 ? { kind: 'nothing', sentence: shape.nothing } : { kind: 'charts', charts };
}
