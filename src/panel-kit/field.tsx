import { useId, type ReactElement, type ReactNode } from 'react';
import { useText } from './text.js';

/** What a control inside a `Field` carries so that label, help and error belong to it. */
export interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
}

export interface FieldProps {
  readonly label: string;
  readonly help?: string | null;
  readonly error?: string | null;
  readonly required?: boolean;
  /** for a tick box: the label stands behind it */
  readonly inline?: boolean;
  readonly children: (control: ControlAttributes) => ReactNode;
}

/** A label, its control, what helps and what is wrong. */
export function Field({
  label,
  help,
  error,
  required = false,
  inline = false,
  children,
}: FieldProps): ReactElement {
  const text = useText();
  const id = useId();
  const describedBy = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={`ch-field${inline ? ' ch-field-inline' : ''}${error ? ' ch-field-wrong' : ''}`}>
      <label htmlFor={id}>
        {label}
        {required ? (
          <span className="ch-required" title={text('form.required')}>
            {' '}
            *
          </span>
        ) : null}
      </label>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': required || undefined,
      })}
      {help ? (
        <p className="ch-help" id={`${id}-help`}>
          {help}
        </p>
      ) : null}
      {error ? (
        <p className="ch-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      ) : null}
    </div>
  );
}
