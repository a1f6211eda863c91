import { useId, type ReactElement } from 'react';
import { ChooseOne, useText } from '../../../../../src/panel-kit/index.js';
import { REPORT_CHARTS, type FiguresSource } from '../../../contract/definition.js';
import { Step } from './step.js';
import type { Building } from './use-building.js';

const NONE = 'none';

/** Strokes of a small picture of each kind, in a box of 24 by 24. */
const PICTURES: Readonly<Record<(typeof REPORT_CHARTS)[number] | typeof NONE, string>> = {
  none: 'M4 6h16M4 12h16M4 18h16',
  line: 'M3 17l6-6 4 3 8-8',
  bar: 'M6 20v-8M12 20V5M18 20v-5',
  stacked: 'M6 20v-5M6 13v-4M12 20v-8M12 10V5M18 20v-4M18 14v-3',
  'bars-sideways': 'M4 6h14M4 12h9M4 18h5',
  donut: 'M12 4a8 8 0 1 0 8 8M12 4v4M20 12h-4M15 5a8 8 0 0 1 4 4',
  combined: 'M6 20v-6M12 20v-9M18 20v-5M4 9l6-5 5 3 5-4',
};

interface ChartProps {
  readonly building: Building;
  readonly source: FiguresSource;
  readonly error: string | null;
}

/** Which picture stands above the table, and of which measure. */
export function StepChart({ building, source, error }: ChartProps): ReactElement {
  const text = useText('reports');
  const group = useId();
  const { vocabulary, definition, change } = building;
  const { chart } = definition;
  const measure = chart?.measure ?? source.measures[0] ?? '';
  const measures = vocabulary.measures.filter(({ name }) => source.measures.includes(name));
  return (
    <Step
      heading={text('builder.steps.chart')}
      digest={text(`builder.charts.${chart?.kind ?? NONE}`)}
      error={error}
    >
      {source.by.length === 0 ? <p className="ch-help">{text('builder.chartNeeds')}</p> : null}
      <fieldset className="reports-charts" disabled={source.by.length === 0}>
        <legend className="ch-unseen">{text('builder.steps.chart')}</legend>
        {([NONE, ...REPORT_CHARTS] as const).map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name={group}
              checked={(chart?.kind ?? NONE) === kind}
              onChange={() => change({ chart: kind === NONE ? null : { kind, measure } })}
            />
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={PICTURES[kind]} />
            </svg>
            <span>{text(`builder.charts.${kind}`)}</span>
          </label>
        ))}
      </fieldset>
      {chart && measures.length > 1 ? (
        <ChooseOne
          label={text('builder.drawn')}
          value={chart.measure}
          options={measures.map(({ name, title }) => ({ value: name, label: title }))}
          onChoose={(name) => change({ chart: { ...chart, measure: name } })}
        />
      ) : null}
    </Step>
  );
}
