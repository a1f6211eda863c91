import type { ReactElement } from 'react';
import { useText } from '../../../../../src/panel-kit/index.js';
import { misfitsOf, sharedDimensions } from '../../../app/build-definition.js';
import type { FiguresSource } from '../../../contract/definition.js';
import { OrderedChoice } from './ordered-choice.js';
import { misfitWords } from './misfit-words.js';
import { Step } from './step.js';
import type { Building } from './use-building.js';

const MOST_DIMENSIONS = 4;

interface ByProps {
  readonly building: Building;
  readonly source: FiguresSource;
  readonly error: string | null;
}

/** By what the figures are cut. Only what all of the measures know is offered; what stopped fitting says why. */
export function StepBy({ building, source, error }: ByProps): ReactElement {
  const text = useText('reports');
  const { vocabulary, changeSource } = building;
  const shared = sharedDimensions(vocabulary, source.measures);
  const titleOf = (name: string): string =>
    vocabulary.dimensions.find((one) => one.name === name)?.title ?? name;
  const misfits = misfitsOf(vocabulary, source).filter(({ dimension }) => source.by.includes(dimension));
  return (
    <Step
      heading={text('builder.steps.by')}
      digest={source.by.map(titleOf).join(', ') || text('builder.byNothing')}
      error={misfitWords(misfits, building.vocabulary, text) ?? error}
      startsOpen
    >
      {source.by.length === 0 ? <p className="ch-help">{text('builder.byNothingHelp')}</p> : null}
      <OrderedChoice
        label={text('builder.steps.by')}
        addLabel={text('builder.addDimension')}
        chosen={source.by}
        all={vocabulary.dimensions}
        offered={vocabulary.dimensions.filter(({ name }) => shared.includes(name))}
        wrong={misfits.map(({ dimension }) => dimension)}
        least={0}
        most={MOST_DIMENSIONS}
        onChange={(by) => changeSource({ ...source, by: by as FiguresSource['by'] })}
      />
    </Step>
  );
}
