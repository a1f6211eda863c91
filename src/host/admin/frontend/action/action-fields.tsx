import type { ReactElement } from 'react';
import { Field, useText } from '../../../../panel-kit/index.js';
import { FormControl } from '../values/form-control.js';
import type { ActionField, Input, Line } from './action-view.js';
import { RowsField } from './rows-field.js';

interface ActionFieldsProps {
  readonly fields: readonly ActionField[];
  readonly input: Input;
  readonly missing: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly onChange: (change: (before: Input) => Input) => void;
}

export function ActionFields({
  fields,
  input,
  missing,
  params,
  onChange,
}: ActionFieldsProps): ReactElement | null {
  const text = useText();
  const shown = fields.filter((field) => field.kind !== 'hidden');
  if (shown.length === 0) return null;
  const set = (name: string, value: string | readonly Line[]): void =>
    onChange((before) => ({ ...before, [name]: value }));
  return (
    <div className="ch-fields">
      {shown.map((field) =>
        field.kind === 'rows' ? (
          <RowsField
            key={field.name}
            field={field}
            lines={(input[field.name] ?? []) as readonly Line[]}
            missing={missing}
            currencyFor={(column, line) => currencyFor(column, { ...params, ...input, ...line })}
            onChange={(lines) => set(field.name, lines)}
          />
        ) : (
          <div key={field.name} className={field.kind === 'longtext' ? 'ch-field-wide' : undefined}>
            <Field
              label={field.label}
              required={field.required}
              inline={field.kind === 'boolean'}
              error={missing.includes(field.name) ? text('form.missing') : null}
            >
              {(control) => (
                <FormControl
                  kind={field.kind as Exclude<ActionField['kind'], 'rows' | 'hidden'>}
                  value={String(input[field.name] ?? '')}
                  control={control}
                  options={field.options ?? []}
                  required={field.required}
                  model={field.reference}
                  currency={currencyFor(field, { ...params, ...input })}
                  onChange={(value) => set(field.name, value)}
                />
              )}
            </Field>
          </div>
        ),
      )}
    </div>
  );
}

/** The currency may be chosen in the form itself, or stand in the record. */
function currencyFor(field: ActionField, values: Readonly<Record<string, unknown>>): string | null {
  if (field.kind !== 'money') return null;
  const code = values[field.currencyField ?? 'currency'];
  return typeof code === 'string' && code !== '' ? code : null;
}
