import type { ReactElement } from 'react';
import { ChooseOne, Field, formatDate, useText } from '../../../../../src/panel-kit/index.js';
import type { LocalDate } from '../../../../../src/values/local-date.js';
import type { PeriodPreset, ReportPeriod } from '../../../contract/definition.js';
import { Step } from './step.js';
import type { Building } from './use-building.js';

const OWN_DAYS = 'days';

interface PeriodProps {
  readonly building: Building;
  /** the days that the preview is of, to begin one's own with */
  readonly days: { readonly from: LocalDate; readonly to: LocalDate } | undefined;
  readonly error: string | null;
}

/** Which days, and what they are held against. */
export function StepPeriod({ building, days, error }: PeriodProps): ReactElement {
  const text = useText('reports');
  const { vocabulary, definition, change, changeSource } = building;
  const { period, source } = definition;
  const comparison =
    source.kind === 'figures' && source.compare ? `, ${text(`builder.compare.${source.compare}`)}` : '';
  const choose = (name: PeriodPreset | typeof OWN_DAYS): void => {
    if (name !== OWN_DAYS) return change({ period: { preset: name } });
    if (days) change({ period: { from: days.from, to: days.to } });
  };
  return (
    <Step
      heading={text('builder.steps.period')}
      digest={`${periodWords(period, vocabulary.periods)}${comparison}`}
      error={error}
      startsOpen
    >
      <ChooseOne<PeriodPreset | typeof OWN_DAYS>
        label={text('builder.period')}
        value={'preset' in period ? period.preset : OWN_DAYS}
        options={[
          ...vocabulary.periods.map(({ name, title }) => ({ value: name, label: title })),
          { value: OWN_DAYS, label: text('builder.ownDays') },
        ]}
        onChoose={choose}
      />
      {'from' in period ? (
        <div className="ch-range">
          {(['from', 'to'] as const).map((end) => (
            <Field key={end} label={text(`builder.${end}`)}>
              {(control) => (
                <input
                  {...control}
                  type="date"
                  value={period[end]}
                  onChange={(event) => {
                    if (event.target.value !== '')
                      change({ period: { ...period, [end]: event.target.value as LocalDate } });
                  }}
                />
              )}
            </Field>
          ))}
        </div>
      ) : null}
      {source.kind === 'figures' ? (
        <ChooseOne
          label={text('builder.compareWith')}
          value={source.compare ?? 'nothing'}
          options={(['nothing', 'previous', 'year-before'] as const).map((value) => ({
            value,
            label: text(`builder.compare.${value}`),
          }))}
          onChoose={(value) => changeSource({ ...source, compare: value === 'nothing' ? null : value })}
        />
      ) : null}
    </Step>
  );
}

function periodWords(period: ReportPeriod, presets: Building['vocabulary']['periods']): string {
  if ('from' in period) return `${formatDate(period.from)} – ${formatDate(period.to)}`;
  return presets.find(({ name }) => name === period.preset)?.title ?? period.preset;
}
