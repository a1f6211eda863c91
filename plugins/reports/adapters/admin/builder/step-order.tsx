import type { ReactElement } from 'react';
import { ChooseOne, Field, Tick, useText } from '../../../../../src/panel-kit/index.js';
import { columnsOf } from './step-what.js';
import { Step } from './step.js';
import type { Building } from './use-building.js';

const MOST_FIGURES = 10_000;
const MOST_ROWS = 10_000_000;

interface OrderProps {
  readonly building: Building;
  readonly error: string | null;
}

/** In which order, how many, and what is summed up. */
export function StepOrder({ building, error }: OrderProps): ReactElement {
  const text = useText('reports');
  const { definition, change } = building;
  const { source, sort, totals, subtotals, limit } = definition;
  const possible = sortable(building);
  const sortTitle = possible.find(({ name }) => name === sort?.by)?.title;
  const digest = [
    sort && sortTitle
      ? text(`builder.sorted.${sort.direction}`, { title: sortTitle })
      : text('builder.unsorted'),
    totals ? text('builder.totals') : '',
    subtotals ? text('builder.subtotals') : '',
  ];
  return (
    <Step heading={text('builder.steps.order')} digest={digest.filter(Boolean).join(', ')} error={error}>
      <div className="ch-fields">
        <ChooseOne
          label={text('builder.sortBy')}
          value={sort?.by ?? ''}
          options={[
            { value: '', label: text('builder.unsorted') },
            ...possible.map(({ name, title }) => ({ value: name, label: title })),
          ]}
          onChoose={(by) => change({ sort: by === '' ? null : { by, direction: sort?.direction ?? 'desc' } })}
        />
        {sort ? (
          <ChooseOne
            label={text('builder.direction')}
            value={sort.direction}
            options={(['desc', 'asc'] as const).map((value) => ({ value, label: text(`builder.${value}`) }))}
            onChoose={(direction) => change({ sort: { ...sort, direction } })}
          />
        ) : null}
        <Field label={text('builder.limit')} help={text('builder.limitHelp')}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={1}
              max={source.kind === 'figures' ? MOST_FIGURES : MOST_ROWS}
              value={limit ?? ''}
              onChange={(event) => {
                const count = Math.trunc(event.target.valueAsNumber);
                change({ limit: count >= 1 ? count : null });
              }}
            />
          )}
        </Field>
      </div>
      <Tick label={text('builder.withTotals')} checked={totals} onChange={(on) => change({ totals: on })} />
      {source.kind === 'figures' && source.by.length > 1 ? (
        <Tick
          label={text('builder.withSubtotals')}
          checked={subtotals}
          onChange={(on) => change({ subtotals: on })}
        />
      ) : null}
    </Step>
  );
}

export function sortable(building: Building): readonly { readonly name: string; readonly title: string }[] {
  const { vocabulary, definition } = building;
  const { source } = definition;
  if (source.kind === 'rows')
    return columnsOf(building, source).filter(({ name }) => source.columns.includes(name));
  const dimensions: readonly string[] = source.by;
  return [
    ...vocabulary.dimensions.filter(({ name }) => dimensions.includes(name)),
    ...vocabulary.measures.filter(({ name }) => source.measures.includes(name)),
  ];
}
