import { decimalAt, decimalOf, figureInWords, shareInWords } from '../../charts/figures.js';
import { sharesOf } from '../../charts/donut.js';
import { bandEntriesOf, entriesOf } from '../../charts/legend.js';
import type { ChartLook, ChartSpec } from '../../values/chart.js';

/** What is said of one category, as elements: names are text, never markup. */
export function tipOf(spec: ChartSpec, look: ChartLook, index: number): HTMLElement {
  const tip = document.createElement('div');
  tip.append(element('strong', spec.categories[index] ?? ''));
  for (const row of rowsOf(spec, look, index)) {
    const line = element('div', '');
    const sign = element('i', '');
    sign.style.background = row.colour;
    line.append(sign, element('span', row.name), element('b', row.figure));
    tip.append(line);
  }
  for (const mark of spec.marks ?? []) if (mark.index === index) tip.append(element('p', `◆ ${mark.label}`));
  return tip;
}

interface TipRow {
  readonly name: string;
  readonly colour: string;
  readonly figure: string;
}

function rowsOf(spec: ChartSpec, look: ChartLook, index: number): readonly TipRow[] {
  const written = (decimal: string | null): string => figureInWords(decimal, spec, look.language);
  const entries = entriesOf(spec, look);
  if (spec.kind === 'donut') {
    const [series] = spec.series;
    const share = shareInWords(sharesOf(spec)[index] ?? 0, look.language);
    const figure = written(series ? decimalAt(series, index) : null);
    return [{ name: share, colour: entries[index]?.colour ?? '', figure }];
  }
  const bands = bandEntriesOf(spec, look);
  return [
    ...spec.series.flatMap((series, at) => {
      const decimal = decimalAt(series, index);
      return decimal === null ? [] : [{ ...entries[at]!, figure: written(decimal) }];
    }),
    ...(spec.bands ?? []).flatMap(({ lower, upper }, at) => {
      const [from, to] = [decimalOf(lower[index]), decimalOf(upper[index])];
      return from === null || to === null
        ? []
        : [{ ...bands[at]!, figure: `${written(from)} – ${written(to)}` }];
    }),
  ];
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
