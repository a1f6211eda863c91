// The series of a chart as ECharts wants them. Names are the chart's own ("series 0"): those that people gave are shown, never looked up by.
import type { ChartLook, ChartSpec } from '../values/chart.js';
import { FONT_SIZE, inkOf, type Ink, type Pattern } from './ink.js';
import { bandEntriesOf, entriesOf, isLine, type LegendEntry } from './legend.js';
import { fitted } from './text-width.js';

export type Drawn = Readonly<Record<string, unknown>>;

export const seriesKey = (index: number): string => `series ${index}`;
export const bandKey = (index: number): string => `band ${index}`;

/** Bands beneath, then the series in their order, then the points that are pointed at. */
export function drawnSeries(spec: ChartSpec, look: ChartLook): readonly Drawn[] {
  const entries = entriesOf(spec, look);
  return [
    ...drawnBands(spec, look),
    ...spec.series.map((_, index) =>
      isLine(spec, index)
        ? drawnLine(spec, look, index, entries[index]!)
        : drawnBars(spec, look, index, entries[index]!),
    ),
    ...drawnMarks(spec, look),
  ];
}

function drawnLine(spec: ChartSpec, look: ChartLook, index: number, { colour, mark }: LegendEntry): Drawn {
  const series = spec.series[index]!;
  const values = alongCategories(spec, series.values);
  const [isThin, isDashed] = mark.kind === 'line' ? [mark.isThin, mark.isDashed] : [false, false];
  const size = isThin ? 5 : 7;
  return {
    type: 'line',
    id: seriesKey(index),
    name: seriesKey(index),
    z: isThin ? 3 : 4,
    symbol: mark.kind === 'line' ? mark.sign : 'circle',
    symbolSize: size,
    showAllSymbol: true,
    data: values.map((value, at) =>
      hasSign(spec, look, index, values, at) ? value : { value, symbolSize: 0 },
    ),
    lineStyle: {
      color: colour,
      width: isThin ? 1.5 : 2.5,
      type: isDashed ? [6, 4] : 'solid',
      cap: 'round',
      join: 'round',
    },
    itemStyle: { color: colour },
    ...(isAlone(spec) && { areaStyle: { color: fading(colour) } }),
    emphasis: { scale: 1.4 },
  };
}

/** A line that stands alone is filled down to the axis. */
function isAlone({ kind, series, bands = [] }: ChartSpec): boolean {
  return kind === 'line' && bands.length === 0 && series.filter(({ quiet }) => !quiet).length === 1;
}

const fading = (colour: string): Drawn => ({
  type: 'linear',
  x: 0,
  y: 0,
  x2: 0,
  y2: 1,
  colorStops: [
    { offset: 0, color: `${colour}33` },
    { offset: 1, color: `${colour}05` },
  ],
});

/** The last point, points without neighbours, and so many of the others that lines are told apart and not hidden. */
function hasSign(
  spec: ChartSpec,
  look: ChartLook,
  index: number,
  values: readonly (number | null)[],
  at: number,
): boolean {
  const isNothing = (value: number | null | undefined): boolean => value === null || value === undefined;
  if (isNothing(values[at])) return false;
  if (isNothing(values[at - 1]) && isNothing(values[at + 1])) return true;
  if (values.slice(at + 1).every(isNothing)) return true;
  if (spec.series.length === 1) return false;
  const step = Math.max(1, Math.ceil((values.length * 40) / look.width));
  return at % step === index % step;
}

function drawnBars(spec: ChartSpec, look: ChartLook, index: number, { colour, mark }: LegendEntry): Drawn {
  const ink = inkOf(look);
  const isStacked = spec.kind === 'stacked';
  const values = alongCategories(spec, spec.series[index]!.values);
  return {
    type: 'bar',
    id: seriesKey(index),
    name: seriesKey(index),
    ...(isStacked && { stack: 'all' }),
    barMaxWidth: spec.kind === 'bars-sideways' ? 22 : 40,
    barCategoryGap: '30%',
    barGap: '12%',
    itemStyle: {
      color: colour,
      ...decalOf(mark.kind === 'area' ? mark.pattern : 'none', ink),
      ...(isStacked && { borderColor: ink.surface, borderWidth: 1 }),
    },
    data: isStacked
      ? values
      : values.map((value) => ({ value, itemStyle: { borderRadius: roundedEnd(spec.kind, value ?? 0) } })),
  };
}

/** The end that is away from zero. */
function roundedEnd(kind: ChartSpec['kind'], value: number): readonly number[] {
  if (kind === 'bars-sideways') return value < 0 ? [3, 0, 0, 3] : [0, 3, 3, 0];
  return value < 0 ? [0, 0, 3, 3] : [3, 3, 0, 0];
}

/** An invisible line, and on it an area as high as the band is wide. The widest comes first: narrower ones lie on it. */
function drawnBands(spec: ChartSpec, look: ChartLook): readonly Drawn[] {
  const entries = bandEntriesOf(spec, look);
  return (spec.bands ?? []).flatMap(({ lower, upper }, index) => {
    const { colour } = entries[index]!;
    const low = alongCategories(spec, lower);
    const high = alongCategories(spec, upper);
    const common = {
      type: 'line',
      stack: bandKey(index),
      stackStrategy: 'all',
      symbol: 'none',
      silent: true,
      z: 2,
      emphasis: { disabled: true },
      lineStyle: { color: colour, width: 1, type: [2, 3], opacity: 0.8 },
      itemStyle: { color: colour },
    };
    return [
      { ...common, id: `${bandKey(index)} from`, name: `${bandKey(index)} from`, data: low },
      {
        ...common,
        id: bandKey(index),
        name: bandKey(index),
        data: high.map((value, at) => (value === null || low[at] === null ? null : value - low[at]!)),
        areaStyle: { color: colour, opacity: 0.18 },
      },
    ];
  });
}

/** A sign and words: what is pointed at is not told by a colour. */
function drawnMarks(spec: ChartSpec, look: ChartLook): readonly Drawn[] {
  const ink = inkOf(look);
  const marks = (spec.marks ?? []).filter(
    ({ series, index }) => (spec.series[series]?.values[index] ?? null) !== null,
  );
  if (marks.length === 0) return [];
  const count = spec.categories.length;
  return [
    {
      type: 'scatter',
      id: 'marks',
      name: 'marks',
      silent: true,
      z: 6,
      symbol: 'diamond',
      symbolSize: 13,
      itemStyle: { color: ink.mark, borderColor: ink.surface, borderWidth: 2, opacity: 1 },
      labelLayout: { hideOverlap: true },
      data: marks.map(({ series, index, label }) => {
        const value = spec.series[series]!.values[index]!;
        const words = fitted(label, Math.min(220, look.width * 0.45), FONT_SIZE);
        return {
          value: spec.kind === 'bars-sideways' ? [value, index] : [index, value],
          label: {
            show: true,
            formatter: () => words,
            color: ink.text,
            fontSize: FONT_SIZE,
            textBorderColor: ink.surface,
            textBorderWidth: 3,
            position: index < count / 4 ? 'right' : index >= (count * 3) / 4 ? 'left' : 'top',
          },
        };
      }),
    },
  ];
}

/** The pattern of an area, drawn over its colour. */
export function decalOf(pattern: Pattern, ink: Ink): Drawn {
  if (pattern === 'none') return {};
  return { decal: { color: `${ink.surface}66`, dirty: true, ...DECALS[pattern] } };
}

const STRIPES = { symbol: 'rect', symbolSize: 1, dashArrayX: [1, 0] };
const DECALS: Readonly<Record<Exclude<Pattern, 'none'>, Drawn>> = {
  rising: { ...STRIPES, dashArrayY: [2, 5], rotation: -Math.PI / 4 },
  falling: { ...STRIPES, dashArrayY: [2, 5], rotation: Math.PI / 4 },
  upright: { ...STRIPES, dashArrayY: [2, 5], rotation: Math.PI / 2 },
  lying: { ...STRIPES, dashArrayY: [2, 5], rotation: 0 },
  dots: {
    symbol: 'circle',
    symbolSize: 0.75,
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [6, 0],
  },
  crossed: {
    symbol: 'rect',
    symbolSize: 0.5,
    dashArrayX: [
      [5, 5],
      [0, 5, 5, 0],
    ],
    dashArrayY: [5, 0],
    rotation: Math.PI / 4,
  },
};

/** As many values as there are categories, nothing where there is none. */
function alongCategories(
  { categories }: ChartSpec,
  values: readonly (number | null)[],
): readonly (number | null)[] {
  return categories.map((_, index) => {
    const value = values[index] ?? null;
    return value !== null && Number.isFinite(value) ? value : null;
  });
}
