import type { ReactElement } from 'react';
import { Field, ReferenceInput, useText } from '../../../../src/panel-kit/index.js';
import type { ReportParameter } from '../../contract/definition.js';

export type ParameterValues = Readonly<Partial<Record<ReportParameter, string>>>;

export interface ReportParametersProps {
  readonly parameters: readonly ReportParameter[];
  readonly values: ParameterValues;
  readonly onChange: (values: ParameterValues) => void;
}

/** What a report leaves open until it is made: of whom it is. */
export function ReportParameters({
  parameters,
  values,
  onChange,
}: ReportParametersProps): ReactElement | null {
  const text = useText('reports');
  if (!parameters.includes('representative')) return null;
  return (
    <div className="ch-card">
      <Field label={text('parameters.representative')} required>
        {(control) => (
          <ReferenceInput
            model="Representative"
            value={values.representative ?? ''}
            onChange={(representative) => onChange({ ...values, representative })}
            control={control}
          />
        )}
      </Field>
    </div>
  );
}

/** Whether everything that the report leaves open is said. */
export function areFilled(parameters: readonly ReportParameter[], values: ParameterValues): boolean {
  return parameters.every((parameter) => (values[parameter] ?? '') !== '');
}
