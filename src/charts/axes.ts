import type { ChartLook, ChartSpec } from '../values/chart.js';
import type { Drawn } from './drawn-series.js';
import { axisFigure } from './figures.js';
import { FONT_SIZE, inkOf } from './ink.js';
import { fitted, widthOf } from './text-width.js';

/** A rectangle of the drawing, in pixels from its top left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The grid and both axes: `box` holds the drawing and what stands along its axes. */
export function axesOf(spec: ChartSpec, look: ChartLook, box: Box): Drawn {
  const values = valueAxis(spec, look, box);
  const categories = categoryAxes(spec, look, box);
  const grid = {
    left: box.left,
    top: box.top,
    right: look.width - box.left - box.width,
    bottom: look.height - box.top - box.height,
    // What stands along the axes stays inside the box.
    outerBoundsMode: 'same',
    outerBoundsContain: 'axisLabel',
  };
  return spec.kind === 'bars-sideways'
    ? { grid, xAxis: values, yAxis: categories }
    : { grid, xAxis: categories, yAxis: values };
}

function valueAxis(spec: ChartSpec, look: ChartLook, box: Box): Drawn {
  const ink = inkOf(look);
  const room =
    spec.kind === 'bars-sideways'
      ? (box.width - widestName(spec, box)) / (figureWidth(spec, look) + 24)
      : box.height / 55;
  return {
    type: 'value',
    splitNumber: Math.min(5, Math.max(1, Math.floor(room))),
    ...(spec.unit === 'count' && { minInterval: 1 }),
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      color: ink.muted,
      fontSize: FONT_SIZE,
      hideOverlap: true,
      formatter: (value: number) => axisFigure(value, spec, look.language),
    },
    splitLine: { lineStyle: { color: ink.line, width: 1 } },
  };
}

/** What a figure along the axis takes, about: the axis ends at a round number above the largest. */
function figureWidth(spec: ChartSpec, { language }: ChartLook): number {
  const values = [...spec.series, ...(spec.bands ?? []).map(({ upper }) => ({ values: upper }))]
    .flatMap((series) => series.values)
    .filter((value): value is number => value !== null && Number.isFinite(value));
  const figures = [Math.max(0, ...values), Math.min(0, ...values)].map((value) =>
    axisFigure(Number(value.toPrecision(2)), spec, language),
  );
  return Math.max(...figures.map((figure) => widthOf(figure, FONT_SIZE)));
}

/** The words of the categories stay at the edge; where values go below zero, a second axis without words is the zero line. */
function categoryAxes(spec: ChartSpec, look: ChartLook, box: Box): readonly Drawn[] {
  const ink = inkOf(look);
  const isSideways = spec.kind === 'bars-sideways';
  const common = {
    type: 'category',
    data: spec.categories.map((_, index) => String(index)),
    boundaryGap: spec.kind !== 'line',
    inverse: isSideways,
    position: isSideways ? 'left' : 'bottom',
    axisTick: { show: false },
    splitLine: { show: false },
  };
  const line = { show: true, lineStyle: { color: ink.quiet, width: 1 } };
  const words = isSideways ? wordsBeside(spec, box) : wordsBelow(spec, look, box);
  const hasNegative = spec.series.some(({ values }) => values.some((value) => value !== null && value < 0));
  const named = {
    ...common,
    axisLine: { ...line, show: !hasNegative, onZero: false },
    axisLabel: { color: ink.muted, fontSize: FONT_SIZE, ...words },
  };
  if (!hasNegative) return [named];
  return [named, { ...common, axisLine: { ...line, onZero: true }, axisLabel: { show: false } }];
}

const nameRoom = (box: Box): number => Math.min(220, box.width * 0.4);

const widestName = ({ categories }: ChartSpec, box: Box): number =>
  Math.min(nameRoom(box), Math.max(0, ...categories.map((name) => widthOf(name, FONT_SIZE))));

function wordsBeside({ categories }: ChartSpec, box: Box): Drawn {
  const room = nameRoom(box);
  return {
    interval: 0,
    margin: 10,
    formatter: (key: string) => fitted(categories[Number(key)] ?? '', room, FONT_SIZE),
  };
}

const SLANT = 40;
const LONGEST_SLANTED = 110;

/** Level where they fit; names of things slanted; days and months, and whatever is too many, every so often. */
function wordsBelow(spec: ChartSpec, look: ChartLook, box: Box): Drawn {
  const { categories, kind } = spec;
  const named = (room: number) => (key: string) => fitted(categories[Number(key)] ?? '', room, FONT_SIZE);
  const slot = (box.width - figureWidth(spec, look) - 12) / Math.max(1, categories.length);
  const widest = Math.max(0, ...categories.map((category) => widthOf(category, FONT_SIZE)));
  if (widest + 10 <= slot) return { interval: 0, formatter: named(widest + 1) };
  const isSequence = kind === 'line' || categories.every((category) => /\d/.test(category));
  if (!isSequence && slot >= 78) return { interval: 0, formatter: named(slot - 10) };
  if (!isSequence && slot >= 18)
    return { interval: 0, rotate: SLANT, formatter: named(Math.min(LONGEST_SLANTED, box.height * 0.5)) };
  const room = Math.min(widest, LONGEST_SLANTED);
  const step = Math.ceil((room + 16) / slot);
  return { interval: (index: number) => index % step === 0, formatter: named(room + 1) };
}
