import { lazy, Suspense, type ReactElement } from 'react';
import type { ChartProps, WholeChartProps } from './chart-props.js';

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
