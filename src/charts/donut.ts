import type { ChartLook, ChartSpec } from '../values/chart.js';
import { decalOf, seriesKey, type Drawn } from './drawn-series.js';
import { decimalAt, sumOf } from './figures.js';
import { inkOf } from './ink.js';
import { entriesOf } from './legend.js';

/** Where the ring stands, in pixels. */
export interface Ring {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A slice cannot be smaller than nothing: what is negative is in the table alone. */
export function slicesOf({ series, categories }: ChartSpec): readonly number[] {
  return categories.map((_, index) => {
    const value = series[0]?.values[index] ?? 0;
    return Number.isFinite(value) ? Math.max(0, value) : 0;
  });
}

/** The share of each slice in the ring, 0 to 1. */
export function sharesOf(spec: ChartSpec): readonly number[] {
  const slices = slicesOf(spec);
  const whole = slices.reduce((sum, slice) => sum + slice, 0);
  return slices.map((slice) => (whole === 0 ? 0 : slice / whole));
}

/** The exact sum of what is drawn, as a plain decimal. */
export function wholeOf(spec: ChartSpec): string {
  const [series] = spec.series;
  const slices = slicesOf(spec);
  return sumOf(
    slices.flatMap((slice, index) => {
      const decimal = series && slice > 0 ? decimalAt(series, index) : null;
      return decimal === null ? [] : [decimal];
    }),
  );
}

export const innerRadius = ({ radius }: Ring): number => Math.round(radius * 0.64);

export function drawnRing(spec: ChartSpec, look: ChartLook, ring: Ring): Drawn {
  const ink = inkOf(look);
  const entries = entriesOf(spec, look);
  return {
    type: 'pie',
    id: seriesKey(0),
    name: seriesKey(0),
    center: [ring.x, ring.y],
    radius: [innerRadius(ring), ring.radius],
    startAngle: 90,
    label: { show: false },
    labelLine: { show: false },
    stillShowZeroSum: false,
    emphasis: { scaleSize: 3 },
    data: slicesOf(spec).map((value, index) => {
      const { colour, mark } = entries[index]!;
      return {
        name: seriesKey(index),
        value,
        itemStyle: {
          color: colour,
          ...decalOf(mark.kind === 'area' ? mark.pattern : 'none', ink),
          borderColor: ink.surface,
          borderWidth: 2,
          borderRadius: 3,
        },
      };
    }),
  };
}
