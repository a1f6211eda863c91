import type { ReactElement } from 'react';
import { house, ReferenceInput, useText, type ControlAttributes } from '../../../../panel-kit/index.js';
import { currencyOptions } from './currency-codes.js';
import type { FieldKind, Option } from './field-kind.js';
import { fromLocalTime, toLocalTime } from './zoned-time.js';

export interface FormControlProps {
  readonly kind: FieldKind;
  readonly value: string;
  readonly onChange: (value: string, title?: string) => void;
  readonly control: ControlAttributes;
  readonly options: readonly Option[];
  readonly required: boolean;
  readonly disabled?: boolean;
  /** for a reference: the model, and the title of what is chosen */
  readonly model?: string | null;
  readonly title?: string;
  /** for money: the code of its currency */
  readonly currency?: string | null;
}

/** The control that fits a kind of value, in forms of records and of actions alike. Amounts stay decimal text throughout. */
export function FormControl(props: FormControlProps): ReactElement {
  const { kind, value, onChange, control, disabled, required } = props;
  switch (kind) {
    case 'longtext':
      return (
        <textarea
          {...control}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'boolean':
      return (
        <input
          {...control}
          type="checkbox"
          checked={value === 'true'}
          disabled={disabled}
          onChange={(event) => onChange(String(event.target.checked))}
        />
      );
    case 'status':
    case 'select':
    case 'language':
      return <SelectControl {...props} />;
    case 'currency':
      return (
        <SelectControl {...props} options={props.options.length > 0 ? props.options : currencyOptions()} />
      );
    case 'reference':
      return (
        <ReferenceInput
          model={props.model ?? ''}
          value={value}
          title={props.title}
          control={control}
          disabled={disabled}
          onChange={onChange}
        />
      );
    case 'money':
      return (
        <span className="ch-with-unit">
          <DecimalInput {...props} />
          {props.currency ? <span>{props.currency}</span> : null}
        </span>
      );
    case 'rate':
      return (
        <span className="ch-with-unit">
          <DecimalInput {...props} />
          <span>%</span>
        </span>
      );
    case 'quantity':
    case 'number':
      return <DecimalInput {...props} />;
    default:
      return (
        <input
          {...control}
          type={INPUT_TYPES[kind] ?? 'text'}
          value={kind === 'datetime' ? toLocalTime(value, zone()) : value}
          required={required}
          disabled={disabled}
          autoComplete={kind === 'password' ? 'new-password' : 'off'}
          onChange={(event) =>
            onChange(kind === 'datetime' ? fromLocalTime(event.target.value, zone()) : event.target.value)
          }
        />
      );
  }
}

const INPUT_TYPES: Partial<Record<FieldKind, string>> = {
  date: 'date',
  datetime: 'datetime-local',
  month: 'month',
  email: 'email',
  password: 'password',
};

/** A form shows and takes the time that the organisation's clocks show; the server is told the instant. */
const zone = (): string => house().organisation.zone || 'UTC';

/** Not `type=number`: browsers would round, and read a comma each in their own way. A comma is taken for the decimal point. */
function DecimalInput({ value, onChange, control, disabled, required }: FormControlProps): ReactElement {
  return (
    <input
      {...control}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      value={value}
      required={required}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value.replace(',', '.').replace(/\s/g, ''))}
    />
  );
}

function SelectControl({
  value,
  onChange,
  control,
  options,
  required,
  disabled,
}: FormControlProps): ReactElement {
  const text = useText();
  const isKnown = value === '' || options.some((option) => option.value === value);
  return (
    <select {...control} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)}>
      {required && value !== '' ? null : <option value="">{text('form.choose')}</option>}
      {isKnown ? null : <option value={value}>{value}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
