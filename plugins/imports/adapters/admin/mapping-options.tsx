import type { ReactElement } from 'react';
import { Field, house, useText } from '../../../../src/panel-kit/index.js';
import type { ImportMapping } from '../../contract/import-kind.js';

const ENCODINGS = ['utf-8', 'windows-1251', 'windows-1252'] as const;

export interface MappingOptionsProps {
  readonly mapping: ImportMapping;
  readonly onChange: (mapping: ImportMapping) => void;
}

/** How the file writes dates and amounts, and what its rows lack. */
export function MappingOptions({ mapping, onChange }: MappingOptionsProps): ReactElement {
  const text = useText('imports');
  return (
    <div className="ch-fields">
      <Choice
        label={text('dateFormat')}
        value={mapping.dateFormat}
        options={{ detect: text('detect'), ymd: text('ymd'), dmy: text('dmy'), mdy: text('mdy') }}
        onChoose={(dateFormat) => onChange({ ...mapping, dateFormat })}
      />
      <Choice
        label={text('decimalSign')}
        value={mapping.decimalSign}
        options={{ detect: text('detect'), '.': text('point'), ',': text('comma') }}
        onChoose={(decimalSign) => onChange({ ...mapping, decimalSign })}
      />
      <Choice
        label={text('amountUnit')}
        value={mapping.amountUnit}
        options={{ major: text('major'), minor: text('minor') }}
        onChoose={(amountUnit) => onChange({ ...mapping, amountUnit })}
      />
      <Choice
        label={text('encoding')}
        value={mapping.encoding}
        options={
          Object.fromEntries(ENCODINGS.map((encoding) => [encoding, encoding])) as Record<
            ImportMapping['encoding'],
            string
          >
        }
        onChoose={(encoding) => onChange({ ...mapping, encoding })}
      />
      <Field
        label={text('currency')}
        help={`${text('organisationCurrency')}: ${house().organisation.currency}`}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            maxLength={3}
            value={mapping.currency ?? ''}
            onChange={(event) => onChange({ ...mapping, currency: event.target.value.toUpperCase() || null })}
          />
        )}
      </Field>
      <div className="ch-field-wide">
        <Field label={text('createMissing')} inline>
          {(control) => (
            <input
              {...control}
              type="checkbox"
              checked={mapping.createMissing}
              onChange={(event) => onChange({ ...mapping, createMissing: event.target.checked })}
            />
          )}
        </Field>
      </div>
    </div>
  );
}

function Choice<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: Readonly<Record<Value, string>>;
  readonly onChoose: (value: Value) => void;
}): ReactElement {
  const values = Object.keys(props.options) as Value[];
  return (
    <Field label={props.label}>
      {(control) => (
        <select
          {...control}
          value={props.value}
          onChange={(event) => props.onChoose(event.target.value as Value)}
        >
          {values.map((value) => (
            <option key={value} value={value}>
              {props.options[value]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
