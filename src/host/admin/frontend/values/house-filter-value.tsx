import { useTranslation, type FilterPropertyProps } from 'adminjs';
import { useId, type ReactElement } from 'react';
import { Field, useText } from '../../../../panel-kit/index.js';
import { currencyOptions } from './currency-codes.js';
import { kindOf, optionsOf, type FieldKind, type Option } from './field-kind.js';
import { FormControl } from './form-control.js';

type Change = (name: string, value: string) => void;

const RANGES: readonly FieldKind[] = ['money', 'rate', 'quantity', 'number', 'date', 'datetime', 'month'];
/** Longer lists are chosen from one at a time. */
const BOXES_AT_MOST = 12;

/** From and to for dates and figures, boxes for states, a part of it for text. */
export function HouseFilterValue({ property, filter, onChange }: FilterPropertyProps): ReactElement {
  const { translateProperty } = useTranslation();
  const text = useText();
  const label = translateProperty(property.label, property.resourceId);
  const path = property.propertyPath;
  const kind = kindOf(property);
  const filters = (filter ?? {}) as Readonly<Record<string, string | undefined>>;
  const change: Change = (name, value) => onChange(name, value);
  const options = kind === 'boolean' ? yesOrNo(text) : optionsOf(property);

  if (RANGES.includes(kind))
    return <Range label={label} path={path} kind={kind} filters={filters} onChange={change} />;
  if (kind !== 'boolean' && options.length > 0 && options.length <= BOXES_AT_MOST) {
    return <Boxes label={label} name={`${path}~~in`} options={options} filters={filters} onChange={change} />;
  }
  const isChoice = options.length > 0 || kind === 'currency';
  return (
    <Field label={label}>
      {(control) => (
        <FormControl
          kind={isChoice ? 'select' : kind === 'reference' ? 'reference' : 'text'}
          value={filters[path] ?? ''}
          control={control}
          options={options.length > 0 ? options : isChoice ? currencyOptions() : []}
          required={false}
          model={property.reference}
          onChange={(value) => change(path, value)}
        />
      )}
    </Field>
  );
}

function yesOrNo(text: (key: string) => string): readonly Option[] {
  return [
    { value: 'true', label: text('yes') },
    { value: 'false', label: text('no') },
  ];
}

interface PartProps {
  readonly label: string;
  readonly filters: Readonly<Record<string, string | undefined>>;
  readonly onChange: Change;
}

function Range({
  label,
  path,
  kind,
  filters,
  onChange,
}: PartProps & { path: string; kind: FieldKind }): ReactElement {
  const text = useText();
  const id = useId();
  const shown = kind === 'datetime' ? 'date' : kind === 'date' || kind === 'month' ? kind : 'number';
  return (
    <fieldset className="ch-field">
      <legend className="ch-label">{label}</legend>
      <div className={shown === 'number' ? 'ch-range ch-range-short' : 'ch-range'}>
        {(['from', 'to'] as const).map((end) => (
          <label key={end} htmlFor={`${id}-${end}`}>
            <span>{text(`filter.${end}`)}</span>
            <FormControl
              kind={shown}
              value={filters[`${path}~~${end}`] ?? ''}
              control={labelled(`${id}-${end}`, `${label}: ${text(`filter.${end}`)}`)}
              options={[]}
              required={false}
              onChange={(value) => onChange(`${path}~~${end}`, value)}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Boxes(props: PartProps & { name: string; options: readonly Option[] }): ReactElement {
  const { label, name, options, filters, onChange } = props;
  const chosen = (filters[name] ?? '').split(',').filter(Boolean);
  const toggle = (value: string): void => {
    const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
    onChange(name, next.join(','));
  };
  return (
    <fieldset className="ch-field">
      <legend className="ch-label">{label}</legend>
      <div className="ch-options">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="checkbox"
              checked={chosen.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function labelled(id: string, label: string) {
  return {
    id,
    'aria-label': label,
    'aria-describedby': undefined,
    'aria-invalid': undefined,
    'aria-required': undefined,
  } as const;
}
