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
