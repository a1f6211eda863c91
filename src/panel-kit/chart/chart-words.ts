import { sharesOf } from '../../charts/donut.js';
import { figureInWords, shareInWords } from '../../charts/figures.js';
import { summaryOf, type NamedFigure } from '../../charts/summary.js';
import type { ChartSpec } from '../../values/chart.js';
import type { Text } from '../text.js';

/** More than this is a table's work. */
const MOST_SERIES = 3;

/** What a chart tells whoever does not see it: its title, then each line's ends and extremes, or each slice's share. */
export function chartInWords(spec: ChartSpec, language: string, text: Text): string {
  const told = spec.kind === 'donut' ? slicesInWords(spec, language) : seriesInWords(spec, language, text);
  return [spec.title, ...told].join('. ');
}

function slicesInWords(spec: ChartSpec, language: string): readonly string[] {
  const shares = sharesOf(spec);
  return [
    spec.categories.map((name, index) => `${name} ${shareInWords(shares[index] ?? 0, language)}`).join(', '),
  ];
}

function seriesInWords(spec: ChartSpec, language: string, text: Text): readonly string[] {
  const summaries = summaryOf(spec);
  const written = ({ category, decimal }: NamedFigure): string =>
    `${figureInWords(decimal, spec, language)} (${category})`;
  const told = summaries.slice(0, MOST_SERIES).map(({ name, first, last, least, most }) =>
    text('chart.summary', {
      name,
      first: written(first),
      last: written(last),
      least: written(least),
      most: written(most),
    }),
  );
  const more = summaries.length - told.length;
  return more > 0 ? [...told, text('chart.more', { count: more })] : told;
}
