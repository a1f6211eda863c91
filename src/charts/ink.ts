import type { ChartLook } from '../values/chart.js';

/** The colours of a chart. `surface`, `text`, `muted` and `line` are those of the panel's stylesheet (a test compares them). */
export interface Ink {
  readonly surface: string;
  readonly text: string;
  /** words along the axes: at least 4.5:1 on the surface */
  readonly muted: string;
  readonly line: string;
  /** what is only compared with */
  readonly quiet: string;
  /** points that are pointed at */
  readonly mark: string;
  /** of the series in their order: at least 3:1 on every ground of the panel */
  readonly series: readonly string[];
}

// The hues of Okabe and Ito (Color Universal Design, 2008), lighter and darker in turn so that neighbours differ to every eye and in
// grey, and dark or light enough to be seen on the panel's grounds.
const INKS: Readonly<Record<ChartLook['theme'], Ink>> = {
  light: {
    surface: '#ffffff',
    text: '#17212b',
    muted: '#515f6c',
    line: '#d8dfe6',
    quiet: '#76838f',
    mark: '#b3261e',
    series: ['#0a51a3', '#b95007', '#1f846f', '#8f2579', '#1494d0', '#b2840e', '#763dd4'],
  },
  dark: {
    surface: '#18212b',
    text: '#e7ecf1',
    muted: '#a7b4c1',
    line: '#303d4a',
    quiet: '#8493a2',
    mark: '#ff9d94',
    series: ['#4a9cec', '#ef9a32', '#63e6c2', '#b87698', '#9cc6ff', '#e3e463', '#dd6b2c'],
  },
};

export const FONT =
  "system-ui, -apple-system, 'Segoe UI', 'Open Sans', 'Noto Sans', 'Liberation Sans', 'DejaVu Sans', sans-serif";
export const FONT_SIZE = 12;

export const inkOf = ({ theme }: Pick<ChartLook, 'theme'>): Ink => INKS[theme];

/** No series is told by its colour alone: lines have a sign of their own at their points, areas a pattern. */
export const SIGNS = [
  'circle',
  'rect',
  'triangle',
  'diamond',
  'emptyCircle',
  'emptyRect',
  'emptyTriangle',
] as const;
export type Sign = (typeof SIGNS)[number];

/** `none` is the plain colour; the others are drawn over it in the colour of the surface. */
export const PATTERNS = ['none', 'rising', 'dots', 'falling', 'upright', 'lying', 'crossed'] as const;
export type Pattern = (typeof PATTERNS)[number];

const at = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!;

export const colourAt = (ink: Ink, index: number): string => at(ink.series, index);
export const signAt = (index: number): Sign => at(SIGNS, index);
export const patternAt = (index: number): Pattern => at(PATTERNS, index);
