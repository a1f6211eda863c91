import type { ReactElement } from 'react';
import { ChooseOne, useText } from '../../../../../src/panel-kit/index.js';
import { rowsOf, someFigures } from '../../../app/build-definition.js';
import type { FiguresSource, RowsSource } from '../../../contract/definition.js';
import { OrderedChoice } from './ordered-choice.js';
import { Step } from './step.js';
import type { Building } from './use-building.js';

const MOST_MEASURES = 12;
const MOST_COLUMNS = 40;
const FIGURES = '';

interface WhatProps {
  readonly building: Building;
  readonly error: string | null;
}

/** Figures of the ledger, or the rows of a dataset; which of them, in which order. */
export function StepWhat({ building, error }: WhatProps): ReactElement {
  const text = useText('reports');
  const { vocabulary, definition, changeSource } = building;
  const { source } = definition;
  const figures = someFigures(vocabulary);
  const choices = [
    ...(figures ? [{ value: FIGURES, label: text('builder.figures') }] : []),
    ...vocabulary.datasets.map(({ name, title }) => ({
      value: name,
      label: text('builder.rowsOf', { title }),
    })),
  ];
  const chosen = source.kind === 'figures' ? source.measures : source.columns;
  const titles = source.kind === 'figures' ? vocabulary.measures : columnsOf(building, source);
  return (
    <Step
      heading={text('builder.steps.what')}
      digest={chosen.map((name) => titles.find((one) => one.name === name)?.title ?? name).join(', ')}
      error={error}
      startsOpen
    >
      {choices.length > 1 ? (
        <ChooseOne
          label={text('builder.source')}
          value={source.kind === 'figures' ? FIGURES : source.dataset}
          options={choices}
          onChoose={(name) => changeSource(name === FIGURES && figures ? figures : rowsOf(vocabulary, name))}
        />
      ) : null}
      {source.kind === 'figures' ? (
        <Measures building={building} source={source} />
      ) : (
        <Columns building={building} source={source} />
      )}
    </Step>
  );
}

function Measures(props: { readonly building: Building; readonly source: FiguresSource }): ReactElement {
  const { building, source } = props;
  const text = useText('reports');
  const { vocabulary, changeSource } = building;
  const hasMoney = vocabulary.measures.some(
    ({ name, unit }) => unit === 'money' && source.measures.includes(name),
  );
  return (
    <>
      <OrderedChoice
        label={text('builder.measures')}
        addLabel={text('builder.addMeasure')}
        chosen={source.measures}
        all={vocabulary.measures}
        offered={vocabulary.measures}
        least={1}
        most={MOST_MEASURES}
        onChange={(measures) => changeSource({ ...source, measures })}
      />
      {hasMoney && vocabulary.currencies.length > 1 ? (
        <ChooseOne
          label={text('builder.convert')}
          value={source.convertTo ?? ''}
          options={[
            { value: '', label: text('builder.ownCurrency') },
            ...vocabulary.currencies.map((code) => ({ value: code, label: code })),
          ]}
          onChoose={(code) => changeSource({ ...source, convertTo: code === '' ? null : code })}
        />
      ) : null}
    </>
  );
}

function Columns(props: { readonly building: Building; readonly source: RowsSource }): ReactElement {
  const { building, source } = props;
  const text = useText('reports');
  const columns = columnsOf(building, source);
  return (
    <OrderedChoice
      label={text('builder.columns')}
      addLabel={text('builder.addColumn')}
      chosen={source.columns}
      all={columns}
      offered={columns}
      least={1}
      most={MOST_COLUMNS}
      onChange={(chosen) => building.changeSource({ ...source, columns: chosen })}
    />
  );
}

export function columnsOf({ vocabulary }: Building, { dataset }: RowsSource) {
  return vocabulary.datasets.find(({ name }) => name === dataset)?.columns ?? [];
}
