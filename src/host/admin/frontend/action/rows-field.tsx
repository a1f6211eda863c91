import { useId, type ReactElement } from 'react';
import { Button, useText } from '../../../../panel-kit/index.js';
import { Icon } from '../shell/icon.js';
import { FormControl } from '../values/form-control.js';
import { emptyLine, type ActionField, type Line } from './action-view.js';

interface RowsFieldProps {
  readonly field: ActionField;
  readonly lines: readonly Line[];
  readonly missing: readonly string[];
  readonly currencyFor: (column: ActionField, line: Line) => string | null;
  readonly onChange: (lines: readonly Line[]) => void;
}

/** Lines of an invoice, allocations by hand: a table of controls that grows and shrinks. */
export function RowsField({ field, lines, missing, currencyFor, onChange }: RowsFieldProps): ReactElement {
  const text = useText();
  const id = useId();
  const columns = field.columns ?? [];
  const replace = (index: number, line: Line): void =>
    onChange(lines.map((before, at) => (at === index ? line : before)));
  return (
    <fieldset
      className="ch-field-wide"
      aria-describedby={missing.includes(field.name) ? `${id}-error` : undefined}
    >
      <legend className="ch-label">
        {field.label}
        {field.required ? <span className="ch-required"> *</span> : null}
      </legend>
      {lines.length > 0 ? (
        <div className="ch-table-frame">
          <table className="ch-table ch-rows">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.name} scope="col">
                    {column.label}
                    {column.required ? <span className="ch-required"> *</span> : null}
                  </th>
                ))}
                <th scope="col" className="ch-narrow">
                  <span className="ch-unseen">{text('list.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line, index) => (
                // Lines have no identity of their own: their place is all that tells them apart.
                <tr key={index}>
                  {columns.map((column) => (
                    <td key={column.name} data-heading={column.label}>
                      <Cell
                        id={`${id}-${index}-${column.name}`}
                        column={column}
                        line={line}
                        number={index + 1}
                        isMissing={missing.includes(`${field.name}.${index}.${column.name}`)}
                        currency={currencyFor(column, line)}
                        onChange={(value) => replace(index, { ...line, [column.name]: value })}
                      />
                    </td>
                  ))}
                  <td className="ch-narrow">
                    <Button
                      look="quiet"
                      aria-label={text('rows.remove', { number: index + 1 })}
                      onClick={() => onChange(lines.filter((_, at) => at !== index))}
                    >
                      <Icon icon="Trash2" />
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {missing.includes(field.name) ? (
        <p className="ch-error" id={`${id}-error`} role="alert">
          {text('rows.missing')}
        </p>
      ) : null}
      <div className="ch-form-end">
        <Button onClick={() => onChange([...lines, emptyLine(field)])}>
          <Icon icon="Plus" />
          {text('rows.add')}
        </Button>
      </div>
    </fieldset>
  );
}

function Cell(props: {
  readonly id: string;
  readonly column: ActionField;
  readonly line: Line;
  readonly number: number;
  readonly isMissing: boolean;
  readonly currency: string | null;
  readonly onChange: (value: string) => void;
}): ReactElement {
  const { id, column, line, number, isMissing, currency, onChange } = props;
  const text = useText();
  const control = {
    id,
    'aria-label': text('rows.cell', { label: column.label, number }),
    'aria-describedby': isMissing ? `${id}-error` : undefined,
    'aria-invalid': isMissing ? (true as const) : undefined,
    'aria-required': column.required ? (true as const) : undefined,
  };
  return (
    <div className={isMissing ? 'ch-field-wrong' : undefined}>
      <FormControl
        kind={column.kind === 'rows' || column.kind === 'hidden' ? 'text' : column.kind}
        value={line[column.name] ?? ''}
        control={control}
        options={column.options ?? []}
        required={column.required}
        model={column.reference}
        currency={currency}
        onChange={onChange}
      />
      {isMissing ? (
        <p className="ch-error" id={`${id}-error`}>
          {text('form.missing')}
        </p>
      ) : null}
    </div>
  );
}
