import { describe, expect, it } from '@jest/globals';
import type { ChartLook, ChartSpec } from '../../values/chart.js';
import { inkOf } from '../ink.js';
import { entriesOf, without } from '../legend.js';
import { optionOf, plotOf } from '../option.js';
import { aChart, chartsOf } from './some-charts.js';

const look: ChartLook = { theme: 'light', language: 'en', width: 640, height: 360 };

interface DrawnSeries {
  readonly id: string;
  readonly type: string;
  readonly stack?: string;
  readonly data: readonly unknown[];
  readonly lineStyle?: { readonly type: unknown; readonly width: number; readonly color: string };
  readonly itemStyle: { readonly color: string; readonly decal?: unknown };
  readonly areaStyle?: unknown;
}

const seriesOf = (spec: ChartSpec): readonly DrawnSeries[] =>
  plotOf(spec, look)['series'] as readonly DrawnSeries[];
const valuesOf = ({ data }: DrawnSeries): unknown[] =>
  data.map((item) => (item !== null && typeof item === 'object' && 'value' in item ? item.value : item));

describe('how a chart is drawn', () => {
  it.each([
    ['line', 'line'],
    ['bar', 'bar'],
    ['stacked', 'bar'],
    ['bars-sideways', 'bar'],
    ['donut', 'pie'],
  ] as const)('%s: as %s', (kind, type) => {
    expect(seriesOf(aChart({ kind })).map((series) => series.type)).toEqual([type]);
  });

  it('a combined chart has bars and lines as its series say', () => {
    const { combined } = chartsOf('en');
    expect(seriesOf(combined!).map(({ type }) => type)).toEqual(['bar', 'line']);
  });

  it('the compared period is thinner and grey, what is expected dashed', () => {
    const [known, before, ahead] = seriesOf(
      aChart({
        series: [
          { name: 'Sales', values: [1, 2, 3] },
          { name: 'Before', values: [1, 2, 3], quiet: true },
          { name: 'Ahead', values: [1, 2, 3], expected: true },
        ],
      }),
    );
    expect(known!.lineStyle).toMatchObject({ type: 'solid', width: 2.5 });
    expect(before!.lineStyle).toMatchObject({ type: 'solid', width: 1.5, color: inkOf(look).quiet });
    expect(ahead!.lineStyle).toMatchObject({ type: [6, 4] });
  });

  it('a band is the room between its edges, below zero too', () => {
    const [from, between] = seriesOf(
      aChart({ bands: [{ name: '80 %', lower: [null, -50, 10], upper: [null, 50, 30] }] }),
    );
    expect(valuesOf(from!)).toEqual([null, -50, 10]);
    expect(valuesOf(between!)).toEqual([null, 100, 20]);
    expect(between).toMatchObject({ stack: from!.stack, stackStrategy: 'all', areaStyle: { opacity: 0.18 } });
  });

  it('a band has the colour of what is expected', () => {
    const { forecast } = chartsOf('en');
    const ahead = seriesOf(forecast!).find(({ id }) => id === 'series 1');
    expect(seriesOf(forecast!)[0]!.itemStyle.color).toBe(ahead!.itemStyle.color);
  });

  it('a point that is pointed at has a sign and words; one that is not there has none', () => {
    const marks = (spec: ChartSpec) => seriesOf(spec).find(({ id }) => id === 'marks');
    const label = { show: true };
    expect(marks(aChart({ marks: [{ series: 0, index: 1, label: 'Spike' }] }))).toMatchObject({
      type: 'scatter',
      symbol: 'diamond',
      data: [{ value: [1, 250.5], label }],
    });
    expect(marks(aChart({ marks: [{ series: 0, index: 7, label: 'Spike' }] }))).toBeUndefined();
  });

  it('slices are never less than nothing', () => {
    const [ring] = seriesOf(aChart({ kind: 'donut', series: [{ name: 'Sales', values: [5, -3, null] }] }));
    expect(valuesOf(ring!)).toEqual([5, 0, 0]);
  });

  it('names that people gave are shown, never looked up by: twins are two', () => {
    const twins = aChart({ series: ['Lviv', 'Lviv'].map((name) => ({ name, values: [1, 2, 3] })) });
    expect(seriesOf(twins).map(({ id }) => id)).toEqual(['series 0', 'series 1']);
    const { data, formatter } = optionOf(twins, look)['legend'] as {
      readonly data: readonly { readonly name: string }[];
      readonly formatter: (key: string) => string;
    };
    expect(data.map(({ name }) => formatter(name))).toEqual(['Lviv', 'Lviv']);
  });

  it('the picture says its title and what is what; a page writes them itself', () => {
    const { lines } = chartsOf('en');
    expect(optionOf(lines!, look)).toMatchObject({ title: [{ text: 'Sales by month' }], legend: {} });
    expect(Object.keys(plotOf(lines!, look))).not.toContain('legend');
    expect(Object.keys(plotOf(lines!, look))).not.toContain('title');
  });

  it('series that are hidden leave a blank, and the others keep their looks', () => {
    const { lines } = chartsOf('en');
    const hidden = without(lines!, new Set([0]));
    expect(valuesOf(seriesOf(hidden)[0]!).every((value) => value === null)).toBe(true);
    expect(valuesOf(seriesOf(hidden)[1]!)).toEqual(lines!.series[1]!.values);
    expect(entriesOf(hidden, look)).toEqual(entriesOf(lines!, look));
    const { donut } = chartsOf('en');
    expect(valuesOf(seriesOf(without(donut!, new Set([1])))[0]!).slice(0, 3)).toEqual([340_000, 0, 180_000]);
  });

  it('days and months are written every so often, names of things all', () => {
    const intervalOf = (spec: ChartSpec) =>
      (
        plotOf(spec, { ...look, width: 320 })['xAxis'] as {
          axisLabel: { interval: unknown; rotate?: number };
        }[]
      )[0]!.axisLabel;
    const charts = chartsOf('en');
    expect(intervalOf(charts['lines']!).interval).toBeInstanceOf(Function);
    expect(intervalOf(charts['bars']!).rotate).toBeUndefined();
    expect(intervalOf(charts['bars of names, some below zero']!)).toMatchObject({ interval: 0, rotate: 40 });
  });
});
