import type { ChartLook, ChartSpec } from '../values/chart.js';
import { axesOf, type Box } from './axes.js';
import { drawnRing, innerRadius, sharesOf, wholeOf, type Ring } from './donut.js';
import { bandKey, decalOf, drawnSeries, seriesKey, type Drawn } from './drawn-series.js';
import { axisFigure, NOTHING, shareInWords } from './figures.js';
import { FONT, FONT_SIZE, inkOf } from './ink.js';
import { bandEntriesOf, entriesOf, type LegendEntry } from './legend.js';
import { fitted, inLines, widthOf } from './text-width.js';

/** What `setOption` of ECharts takes. Its functions write figures and words, nothing else. */
export type ChartOption = Readonly<Record<string, unknown>>;

const MARGIN = 16;
const TITLE_SIZE = 15;
const TITLE_LINE = 20;
const SIGN_WIDTH = 22;
const SIGN_GAP = 6;
const ENTRY_GAP = 16;
const LINE_GAP = 8;
const ENTRY_LINE = FONT_SIZE + LINE_GAP;
/** From this width on, the slices are listed beside the ring. */
const WIDE_RING = 460;

/** The whole picture: title, legend and drawing on the panel's surface; it says everything by itself. */
export function optionOf(spec: ChartSpec, look: ChartLook): ChartOption {
  const title = inLines(spec.title, look.width - 2 * MARGIN, TITLE_SIZE, 2, 'bold');
  const top = MARGIN + title.length * TITLE_LINE + (title.length > 0 ? 8 : 0);
  const box: Box = {
    left: MARGIN,
    top,
    width: look.width - 2 * MARGIN,
    height: look.height - top - MARGIN,
  };
  const { surface, text } = inkOf(look);
  const heading = {
    text: title.join('\n'),
    left: MARGIN,
    top: MARGIN - 2,
    padding: 0,
    textStyle: {
      color: text,
      fontSize: TITLE_SIZE,
      fontWeight: 'bold',
      fontFamily: FONT,
      lineHeight: TITLE_LINE,
    },
  };
  const { title: words = [], ...drawing } =
    spec.kind === 'donut' ? ringWithList(spec, look, box) : drawingWithLegend(spec, look, box);
  return { ...commonOf(look), backgroundColor: surface, ...drawing, title: [heading, ...words] };
}

/** The drawing alone, for a page that writes the title and the legend itself. */
export function plotOf(spec: ChartSpec, look: ChartLook): ChartOption {
  const box: Box = { left: 2, top: 10, width: look.width - 8, height: look.height - 14 };
  const drawing = spec.kind === 'donut' ? ringOf(spec, look, ringIn(box)) : plotIn(spec, look, box);
  return { ...commonOf(look), backgroundColor: 'transparent', ...drawing };
}

/** Parts of an option; words that stand in the drawing are titles to ECharts. */
type Part = Drawn & { readonly title?: readonly Drawn[] };

const commonOf = (look: ChartLook): Drawn => ({
  animation: false,
  textStyle: { fontFamily: FONT, fontSize: FONT_SIZE, color: inkOf(look).text },
});

function plotIn(spec: ChartSpec, look: ChartLook, box: Box): Part {
  const isEmpty = !spec.series.some(({ values }) =>
    spec.categories.some((_, index) => typeof values[index] === 'number'),
  );
  return {
    ...axesOf(spec, look, box),
    series: drawnSeries(spec, look),
    ...(isEmpty && {
      title: [wordAt(NOTHING, look, box.left + box.width / 2, box.top + box.height / 2, 20)],
    }),
  };
}

function drawingWithLegend(spec: ChartSpec, look: ChartLook, box: Box): Part {
  const series = entriesOf(spec, look);
  const bands = bandEntriesOf(spec, look);
  if (series.length + bands.length < 2) return plotIn(spec, look, box);
  const widest = box.width - SIGN_WIDTH - SIGN_GAP;
  const words = [...series, ...bands].map(({ name }) => fitted(name, widest, FONT_SIZE));
  const legend = legendOf(look, [...series, ...bands], words, {
    left: box.left,
    top: box.top,
    width: box.width,
    orient: 'horizontal',
  });
  const taken = rowsOf(words, box.width) * ENTRY_LINE + 12;
  return { legend, ...plotIn(spec, look, { ...box, top: box.top + taken, height: box.height - taken }) };
}

/** How many rows of entries the legend has: as many in each as fit. */
function rowsOf(words: readonly string[], width: number): number {
  let rows = 1;
  let right = 0;
  for (const word of words) {
    const entry = SIGN_WIDTH + SIGN_GAP + widthOf(word, FONT_SIZE);
    if (right > 0 && right + entry > width) {
      rows += 1;
      right = 0;
    }
    right += entry + ENTRY_GAP;
  }
  return rows;
}

function ringWithList(spec: ChartSpec, look: ChartLook, box: Box): Part {
  const isWide = box.width >= WIDE_RING;
  const count = spec.categories.length;
  const list: Box = isWide
    ? { ...box, left: box.left + box.width * 0.5, width: box.width * 0.5 }
    : { ...box, top: box.top + box.height - count * ENTRY_LINE, height: count * ENTRY_LINE };
  const ring: Box = isWide
    ? { ...box, width: box.width * 0.46 }
    : { ...box, height: Math.max(60, box.height - list.height - 12) };
  const shares = sharesOf(spec);
  const room = list.width - SIGN_WIDTH - SIGN_GAP - 60;
  const words = spec.categories.map(
    (name, index) => `${fitted(name, room, FONT_SIZE)}  ${shareInWords(shares[index]!, look.language)}`,
  );
  const height = count * ENTRY_LINE;
  const legend = legendOf(look, entriesOf(spec, look), words, {
    left: list.left,
    top: isWide ? Math.max(box.top, box.top + (box.height - height) / 2) : list.top,
    orient: 'vertical',
  });
  return { legend, ...ringOf(spec, look, ringIn(ring)) };
}

const ringIn = ({ left, top, width, height }: Box): Ring => ({
  x: Math.round(left + width / 2),
  y: Math.round(top + height / 2),
  radius: Math.round(Math.min(width, height) / 2) - 4,
});

/** The ring, and in it what all of it comes to, where there is room. */
function ringOf(spec: ChartSpec, look: ChartLook, ring: Ring): Part {
  const whole = Number(wholeOf(spec));
  const words = whole === 0 ? NOTHING : axisFigure(whole, spec, look.language);
  const room = innerRadius(ring) * 1.6;
  const size = Math.min(22, room / widthOf(words, 1, 'bold'));
  return {
    series: [drawnRing(spec, look, ring)],
    ...(size >= 10 && { title: [wordAt(words, look, ring.x, ring.y, size)] }),
  };
}

function wordAt(text: string, look: ChartLook, x: number, y: number, size: number): Drawn {
  return {
    text,
    left: x,
    top: y,
    padding: 0,
    textAlign: 'center',
    textVerticalAlign: 'middle',
    textStyle: { color: inkOf(look).text, fontSize: Math.floor(size), fontWeight: 'bold', fontFamily: FONT },
  };
}

function legendOf(
  look: ChartLook,
  entries: readonly LegendEntry[],
  words: readonly string[],
  place: Drawn,
): Drawn {
  const keys = keysOf(entries);
  return {
    ...place,
    padding: 0,
    // Between rows too.
    itemGap: LINE_GAP,
    itemWidth: SIGN_WIDTH,
    itemHeight: 11,
    selectedMode: false,
    textStyle: { color: inkOf(look).text, fontSize: FONT_SIZE, padding: [0, ENTRY_GAP - LINE_GAP, 0, 1] },
    data: entries.map(({ colour, mark }, index) => ({
      name: keys[index],
      ...(mark.kind === 'area' && {
        icon: 'roundRect',
        itemStyle: { color: colour, ...decalOf(mark.pattern, inkOf(look)) },
      }),
      ...(mark.kind === 'band' && { icon: 'roundRect', itemStyle: { color: colour, opacity: 0.3 } }),
    })),
    formatter: (key: string) => words[keys.indexOf(key)] ?? '',
  };
}

function keysOf(entries: readonly LegendEntry[]): readonly string[] {
  const bandsFrom = entries.findIndex(({ mark }) => mark.kind === 'band');
  return entries.map(({ mark }, index) =>
    mark.kind === 'band' ? bandKey(index - bandsFrom) : seriesKey(index),
  );
}
