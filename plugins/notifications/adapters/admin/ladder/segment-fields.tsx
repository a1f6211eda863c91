import { useState, type ReactElement } from 'react';
import { Field, ReferenceInput, useText } from '../../../../../src/panel-kit/index.js';
import { CURRENCIES } from '../../../../../src/values/currency.js';
import type { LadderToSave } from '../../../contract/ladder-doors.js';

type Segment = LadderToSave['segment'];

const REFERENCES = [
  { list: 'officeIds', model: 'Office' },
  { list: 'geoIds', model: 'Geo' },
  { list: 'representativeIds', model: 'Representative' },
] as const;

/** Whom a ladder is for: what is left empty limits nothing. */
export function SegmentFields(props: {
  readonly segment: Segment;
  /** titles by id of what the segment names already */
  readonly names: Readonly<Record<string, string>>;
  readonly onChange: (segment: Segment) => void;
}): ReactElement {
  const { segment, onChange } = props;
  const text = useText('notifications');
  const [names, setNames] = useState(props.names);
  const least = segment.currencies.length === 1 ? segment.currencies[0] : undefined;
  const chips = (list: 'officeIds' | 'geoIds' | 'representativeIds' | 'currencies'): ReactElement | null =>
    segment[list].length === 0 ? null : (
      <ul className="ch-chips" aria-label={text(`ladder.segment.${list}`)}>
        {segment[list].map((each) => (
          <li key={each} className="ch-chip">
            {names[each] ?? each}
            <button
              type="button"
              aria-label={text('ladder.segment.remove', { name: names[each] ?? each })}
              onClick={() =>
                onChange({ ...segment, [list]: segment[list].filter((other) => other !== each) })
              }
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
    );

  return (
    <fieldset className="ladder-fieldset">
      <legend>{text('ladder.segment.title')}</legend>
      <p className="ch-help">{text('ladder.segment.help')}</p>
      <div className="ladder-grid">
        {REFERENCES.map(({ list, model }) => (
          <div key={list}>
            <Field label={text(`ladder.segment.${list}`)}>
              {(control) => (
                <ReferenceInput
                  control={control}
                  model={model}
                  value=""
                  onChange={(id, title) => {
                    if (id === '' || segment[list].includes(id)) return;
                    setNames((before) => ({ ...before, [id]: title }));
                    onChange({ ...segment, [list]: [...segment[list], id] });
                  }}
                />
              )}
            </Field>
            {chips(list)}
          </div>
        ))}
        <div>
          <Field label={text('ladder.segment.currencies')}>
            {(control) => (
              <select
                {...control}
                value=""
                onChange={(event) =>
                  onChange({ ...segment, currencies: [...segment.currencies, event.target.value] })
                }
              >
                <option value="">{text('ladder.segment.addCurrency')}</option>
                {CURRENCIES.filter((code) => !segment.currencies.includes(code)).map((code) => (
                  <option key={code}>{code}</option>
                ))}
              </select>
            )}
          </Field>
          {chips('currencies')}
        </div>
        <Field
          label={text('ladder.segment.atLeast', { currency: least ?? '' })}
          help={least === undefined ? text('ladder.segment.atLeastHelp') : null}
        >
          {(control) => (
            <input
              {...control}
              type="text"
              inputMode="decimal"
              disabled={least === undefined && segment.atLeast === null}
              value={segment.atLeast ?? ''}
              onChange={(event) => onChange({ ...segment, atLeast: event.target.value || null })}
            />
          )}
        </Field>
      </div>
    </fieldset>
  );
}
