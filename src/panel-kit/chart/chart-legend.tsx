import type { ReactElement } from 'react';
import { sharesOf } from '../../charts/donut.js';
import { shareInWords } from '../../charts/figures.js';
import { bandEntriesOf, entriesOf, type LegendEntry } from '../../charts/legend.js';
import type { ChartSpec } from '../../values/chart.js';
import { useLanguage, useText } from '../text.js';
import { Swatch } from './swatch.js';
import { useTheme } from './use-theme.js';

interface ChartLegendProps {
  readonly spec: ChartSpec;
  readonly hidden: ReadonlySet<number>;
  readonly onToggle: (index: number) => void;
}

/** What is what, and buttons that hide and show it. */
export function ChartLegend({ spec, hidden, onToggle }: ChartLegendProps): ReactElement | null {
  const text = useText();
  const language = useLanguage();
  const theme = useTheme();
  const entries = entriesOf(spec, { theme });
  const bands = bandEntriesOf(spec, { theme });
  if (entries.length + bands.length < 2) return null;
  const shares = spec.kind === 'donut' ? sharesOf(spec) : [];
  return (
    <ul className="ch-chart-legend" aria-label={text('chart.legend')}>
      {entries.map((entry, index) => (
        <li key={index}>
          <button type="button" aria-pressed={!hidden.has(index)} onClick={() => onToggle(index)}>
            <Face entry={entry} />
            {shares[index] === undefined ? null : <b>{shareInWords(shares[index], language)}</b>}
          </button>
        </li>
      ))}
      {bands.map((entry, index) => (
        <li key={`band ${index}`}>
          <span>
            <Face entry={entry} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Face({ entry }: { readonly entry: LegendEntry }): ReactElement {
  return (
    <>
      <Swatch entry={entry} />
      <span>{entry.name}</span>
    </>
  );
}
