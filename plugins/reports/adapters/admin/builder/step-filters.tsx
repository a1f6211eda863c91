import { useId, useRef, type ReactElement } from 'react';
import { Button, useText } from '../../../../../src/panel-kit/index.js';
import { misfitsOf, sharedDimensions } from '../../../app/build-definition.js';
import type { ReportSource } from '../../../contract/definition.js';
import { DOORS } from '../report-doors.js';
import { AddOne } from './add-one.js';
import { misfitWords } from './misfit-words.js';
import { columnsOf } from './step-what.js';
import { Step } from './step.js';
import type { Building } from './use-building.js';
import { ValuePicker } from '../value-picker.js';

/** Dimensions whose values are named one by one. */
const FILTERS = [
  'representative',
  'office',
  'geo',
  'manager',
  'product',
  'currency',
  'status',
  'method',
] as const;

interface FiltersProps {
  readonly building: Building;
  readonly error: string | null;
}

/** Only some rows: by each filter, one or more values. A filter without a value asks for nothing. */
export function StepFilters({ building, error }: FiltersProps): ReactElement {
  const text = useText('reports');
  const adding = useRef<HTMLSelectElement>(null);
  const { source } = building.definition;
  const filters: Readonly<Record<string, readonly string[]>> = source.filters;
  const possible = possibleFilters(building);
  const misfits =
    source.kind === 'figures'
      ? misfitsOf(building.vocabulary, source).filter(({ dimension }) => dimension in filters)
      : [];
  const titleOf = (name: string): string =>
    [...possible, ...building.vocabulary.dimensions].find((one) => one.name === name)?.title ?? name;
  const set = (next: Readonly<Record<string, readonly string[]>>): void =>
    building.changeSource({ ...source, filters: next } as ReportSource);
  const without = (name: string) =>
    Object.fromEntries(Object.entries(filters).filter(([key]) => key !== name));
  const rest = possible.filter(({ name }) => !(name in filters));
  return (
    <Step
      heading={text('builder.steps.filters')}
      digest={Object.keys(filters).map(titleOf).join(', ') || text('builder.noFilters')}
      error={misfitWords(misfits, building.vocabulary, text) ?? error}
      startsOpen
    >
      {Object.entries(filters).map(([name, chosen]) => (
        <OneFilter
          key={name}
          title={titleOf(name)}
          door={`${DOORS}/values?${new URLSearchParams({ dimension: name }).toString()}`}
          chosen={chosen}
          building={building}
          onChange={(values) => set({ ...filters, [name]: values })}
          onRemove={() => {
            set(without(name));
            adding.current?.focus();
          }}
        />
      ))}
      {rest.length > 0 ? (
        <AddOne
          ref={adding}
          label={text('builder.addFilter')}
          offered={rest}
          onAdd={(name) => set({ ...filters, [name]: [] })}
        />
      ) : null}
    </Step>
  );
}

function OneFilter(props: {
  readonly title: string;
  readonly door: string;
  readonly chosen: readonly string[];
  readonly building: Building;
  readonly onChange: (values: readonly string[]) => void;
  readonly onRemove: () => void;
}): ReactElement {
  const { title, door, chosen, building, onChange, onRemove } = props;
  const text = useText('reports');
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="reports-filter">
      <div className="reports-filter-head">
        <span id={id} className="ch-label">
          {title}
        </span>
        <Button look="quiet" aria-label={text('builder.removeFilter', { title })} onClick={onRemove}>
          <span aria-hidden="true">×</span>
        </Button>
      </div>
      <ValuePicker
        label={text('builder.valuesOf', { title })}
        door={door}
        chosen={chosen}
        labels={building.labels}
        onChange={(values, learned) => {
          building.learn(learned);
          onChange(values);
        }}
      />
    </div>
  );
}

function possibleFilters(building: Building) {
  const { vocabulary, definition } = building;
  const { source } = definition;
  if (source.kind === 'rows') return columnsOf(building, source).filter(({ filter }) => filter);
  const shared: readonly string[] = sharedDimensions(vocabulary, source.measures);
  return vocabulary.dimensions.filter(
    ({ name }) => shared.includes(name) && (FILTERS as readonly string[]).includes(name),
  );
}
