import type { ChartLook, ChartSpec } from '../values/chart.js';
import { colourAt, inkOf, patternAt, signAt, type Ink, type Pattern, type Sign } from './ink.js';

/** What a series, a slice or a band looks like: the same in the drawing and in the legend beside it. */
export interface LegendEntry {
  readonly name: string;
  readonly colour: string;
  readonly mark:
    | { readonly kind: 'line'; readonly sign: Sign; readonly isDashed: boolean; readonly isThin: boolean }
    | { readonly kind: 'area'; readonly pattern: Pattern }
    | { readonly kind: 'band' };
}

/** An entry for each series, or for each slice of a donut. */
export function entriesOf(spec: ChartSpec, look: Pick<ChartLook, 'theme'>): readonly LegendEntry[] {
  const ink = inkOf(look);
  if (spec.kind === 'donut') return spec.categories.map((name, index) => areaEntry(name, ink, index));
  return spec.series.map((series, index) => {
    const colour = series.quiet ? ink.quiet : colourAt(ink, index);
    if (!isLine(spec, index)) {
      const pattern = series.quiet || series.expected ? 'rising' : patternAt(index);
      return { name: series.name, colour, mark: { kind: 'area', pattern } };
    }
    const isDashed = series.expected === true;
    const mark = { kind: 'line', sign: signAt(index), isDashed, isThin: series.quiet === true } as const;
    return { name: series.name, colour, mark };
  });
}

/** An entry for each band, in the colour of the line that it surrounds. */
export function bandEntriesOf(spec: ChartSpec, look: Pick<ChartLook, 'theme'>): readonly LegendEntry[] {
  const surrounded = spec.series.findIndex(({ expected }) => expected === true);
  const colour = colourAt(inkOf(look), Math.max(0, surrounded));
  return (spec.bands ?? []).map(({ name }) => ({ name, colour, mark: { kind: 'band' } }));
}

export function isLine({ kind, series }: ChartSpec, index: number): boolean {
  return kind === 'line' || (kind === 'combined' && series[index]?.as === 'line');
}

function areaEntry(name: string, ink: Ink, index: number): LegendEntry {
  return { name, colour: colourAt(ink, index), mark: { kind: 'area', pattern: patternAt(index) } };
}

/** The same chart with some of its series (slices of a donut) left blank; the others keep their looks. */
export function without(spec: ChartSpec, hidden: ReadonlySet<number>): ChartSpec {
  if (hidden.size === 0) return spec;
  if (spec.kind === 'donut') {
    const blanked = spec.series.map((series) => ({
      ...series,
      values: series.values.map((value, index) => (hidden.has(index) ? null : value)),
      ...(series.texts && { texts: series.texts.map((text, index) => (hidden.has(index) ? null : text)) }),
    }));
    return { ...spec, series: blanked };
  }
  return {
    ...spec,
    series: spec.series.map(({ texts: _figures, ...series }, index) =>
      hidden.has(index) ? { ...series, values: series.values.map(() => null) } : spec.series[index]!,
    ),
    ...(spec.marks && { marks: spec.marks.filter(({ series }) => !hidden.has(series)) }),
  };
}
