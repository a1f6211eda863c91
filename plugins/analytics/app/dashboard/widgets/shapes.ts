/** How any measure can be drawn; part of a widget's name, `measure.profit.office.bar`. */
export const MEASURE_CHARTS = ['bar', 'line', 'bars-sideways', 'donut'] as const;
export type MeasureChart = (typeof MEASURE_CHARTS)[number];
