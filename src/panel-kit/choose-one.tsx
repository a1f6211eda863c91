import type { ReactElement } from 'react';
import { Field } from './field.js';

export interface ChooseOneProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly help?: string;
  readonly onChoose: (value: Value) => void;
}

/** One of a few, in a box that unfolds. */
export function ChooseOne<Value extends string>(props: ChooseOneProps<Value>): ReactElement {
  return (
    <Field label={props.label} help={props.help}>
      {(control) => (
        <select
          {...control}
          value={props.value}
          onChange={(event) => props.onChoose(event.target.value as Value)}
        >
          {props.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A box to tick, its words behind it. */
export function Tick(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly help?: string;
  readonly onChange: (checked: boolean) => void;
}): ReactElement {
  return (
    <Field label={props.label} help={props.help} inline>
      {(control) => (
        <input
          {...control}
          type="checkbox"
          checked={props.checked}
          onChange={(event) => props.onChange(event.target.checked)}
        />
      )}
    </Field>
  );
}
