import type { BasePropertyJSON } from 'adminjs';
import type { ReactElement } from 'react';
import { ReferenceInput, useLoaded, useText, type Choice } from '../../../../panel-kit/index.js';
import { currencyOptions } from '../values/currency-codes.js';
import { kindOf, optionsOf, type FieldKind, type Option } from '../values/field-kind.js';
import { STRETCHES, type Family, type Said } from '../values/filter-operators.js';
import { FormControl } from '../values/form-control.js';

interface FilterValueProps {
  readonly property: BasePropertyJSON;
  readonly family: Family;
  readonly label: string;
  readonly id: string;
  readonly said: Said;
  readonly onChange: (said: Said) => void;
}

/** What a filter compares with: nothing, one value, two, or several of a list. */
export function FilterValue(props: FilterValueProps): ReactElement | null {
  const { said, family } = props;
  if (said.word === 'empty' || said.word === 'filled') return null;
  if (said.word === 'during') return <Stretch {...props} />;
  if (said.word === 'last') return <LastDays {...props} />;
  if (family === 'choice') return <Boxes {...props} />;
  if (family === 'reference') return <References {...props} />;
  return <OneOrTwo {...props} />;
}

function OneOrTwo({ property, family, label, id, said, onChange }: FilterValueProps): ReactElement {
  const text = useText();
  const kind: FieldKind =
    family === 'day' ? 'date' : family === 'month' ? 'month' : family === 'number' ? 'number' : 'text';
  const control = (end: string, name: string) => attributes(`${id}-${end}`, name);
  const isTwo = said.word === 'between';
  return (
    <span className="ch-filter-ends">
      <FormControl
        kind={kind}
        value={said.value}
        control={control('value', isTwo ? `${label}: ${text('filter.from')}` : label)}
        options={[]}
        required={false}
        onChange={(value) => onChange({ ...said, value })}
      />
      {isTwo ? (
        <FormControl
          kind={kind}
          value={said.until}
          control={control('until', `${label}: ${text('filter.to')}`)}
          options={[]}
          required={false}
          onChange={(until) => onChange({ ...said, until })}
        />
      ) : null}
      {kindOf(property) === 'rate' ? <span>%</span> : null}
    </span>
  );
}

function LastDays({ label, id, said, onChange }: FilterValueProps): ReactElement {
  const text = useText();
  return (
    <span className="ch-filter-ends">
      <input
        id={id}
        type="number"
        min={1}
        max={3660}
        aria-label={`${label}: ${text('filter.days')}`}
        value={said.value}
        onChange={(event) => onChange({ ...said, value: event.target.value })}
      />
      <span>{text('filter.days')}</span>
    </span>
  );
}

function Stretch({ family, label, id, said, onChange }: FilterValueProps): ReactElement {
  const text = useText();
  const fitting = STRETCHES.filter((name) => family === 'day' || /month|year/.test(name));
  return (
    <select
      id={id}
      aria-label={label}
      value={said.value}
      onChange={(event) => onChange({ ...said, value: event.target.value })}
    >
      <option value="">{text('form.choose')}</option>
      {fitting.map((name) => (
        <option key={name} value={name}>
          {text(`filter.stretches.${name}`)}
        </option>
      ))}
    </select>
  );
}

export function filterOptions(property: BasePropertyJSON, text: (key: string) => string): readonly Option[] {
  const options = optionsOf(property);
  if (options.length > 0) return options;
  if (kindOf(property) === 'currency') return currencyOptions();
  if (kindOf(property) !== 'boolean') return [];
  return [
    { value: 'true', label: text('yes') },
    { value: 'false', label: text('no') },
  ];
}

/** Longer lists are chosen from one at a time. */
const BOXES_AT_MOST = 12;

function Boxes({ property, label, id, said, onChange }: FilterValueProps): ReactElement {
  const text = useText();
  const options = filterOptions(property, text);
  const chosen = said.value.split(',').filter(Boolean);
  const set = (values: readonly string[]): void => onChange({ ...said, value: values.join(',') });
  const toggle = (value: string): void =>
    set(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  if (options.length > BOXES_AT_MOST)
    return (
      <Several
        names={chosen.map((value) => [
          value,
          options.find((option) => option.value === value)?.label ?? value,
        ])}
        onRemove={toggle}
      >
        <FormControl
          kind="select"
          value=""
          control={attributes(id, label)}
          options={options.filter(({ value }) => !chosen.includes(value))}
          required={false}
          onChange={(value) => (value === '' ? undefined : toggle(value))}
        />
      </Several>
    );
  return (
    <div className="ch-options" role="group" aria-label={label}>
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
  );
}

function References({ property, label, id, said, onChange }: FilterValueProps): ReactElement {
  const chosen = said.value.split(',').filter(Boolean);
  const titles = useTitles(property.reference ?? '', chosen);
  const set = (values: readonly string[]): void => onChange({ ...said, value: values.join(',') });
  return (
    <Several
      names={chosen.map((value) => [value, titles.get(value) ?? '…'])}
      onRemove={(value) => set(chosen.filter((other) => other !== value))}
    >
      <ReferenceInput
        model={property.reference ?? ''}
        value=""
        control={attributes(id, label)}
        onChange={(value) => (value === '' || chosen.includes(value) ? undefined : set([...chosen, value]))}
      />
    </Several>
  );
}

function Several(props: {
  readonly names: readonly (readonly [value: string, name: string])[];
  readonly onRemove: (value: string) => void;
  readonly children: ReactElement;
}): ReactElement {
  const text = useText();
  return (
    <div className="ch-several">
      {props.names.length > 0 ? (
        <ul className="ch-chips">
          {props.names.map(([value, name]) => (
            <li key={value} className="ch-chip">
              {name}
              <button
                type="button"
                aria-label={text('filter.take', { name })}
                onClick={() => props.onRemove(value)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {props.children}
    </div>
  );
}

/** The names of records that are filtered by. */
export function useTitles(model: string, ids: readonly string[]): ReadonlyMap<string, string> {
  const query = ids.length > 0 ? `?ids=${ids.map(encodeURIComponent).join(',')}` : null;
  const { data } = useLoaded<{ choices: readonly Choice[] }>(
    query && `/admin/x/host/choices/${encodeURIComponent(model)}${query}`,
  );
  return new Map(data?.choices.map(({ id, title }) => [id, title]));
}

function attributes(id: string, label: string) {
  return {
    id,
    'aria-label': label,
    'aria-describedby': undefined,
    'aria-invalid': undefined,
    'aria-required': undefined,
  } as const;
}
