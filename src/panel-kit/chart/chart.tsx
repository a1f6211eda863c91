import { lazy, Suspense, type ReactElement } from 'react';
import type { ChartSpec } from '../../values/chart.js';

export interface ChartProps {
  readonly spec: ChartSpec;
  /** pixels of the drawing, without title and legend; default 280 */
  readonly height?: number;
  /** `unseen` where a heading of the page says it already */
  readonly title?: 'shown' | 'unseen';
  /** a category was pressed; without it `spec.links` is followed */
  readonly onPick?: (index: number) => void;
}

export interface WholeChartProps extends ChartProps {
  readonly height: number;
  readonly title: 'shown' | 'unseen';
}

// The kit is part of the panel's first page; charts are not.
const WholeChart = lazy(() => import('./whole-chart.js'));

/** A chart that can be touched, hidden in parts, read as a table and taken along as PNG and CSV. */
export function Chart({ height = 280, title = 'shown', ...rest }: ChartProps): ReactElement {
  return (
    <Suspense fallback={<Place spec={rest.spec} height={height} title={title} />}>
      <WholeChart {...rest} height={height} title={title} />
    </Suspense>
  );
}

/** Keeps the room that the chart will take. */
function Place({ spec, height, title }: WholeChartProps): ReactElement {
  return (
    <figure className="ch-chart" aria-busy="true">
      <figcaption className={title === 'unseen' ? 'ch-unseen' : 'ch-chart-title'}>{spec.title}</figcaption>
      <div style={{ height }} />
    </figure>
  );
}
