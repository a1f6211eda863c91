import type { ReactElement } from 'react';
import { Field, useText } from '../../../../src/panel-kit/index.js';
import type { ImportMapping } from '../../contract/import-kind.js';
import type { InspectionView, KindView } from './import-doors.js';

export interface FieldColumnsProps {
  readonly kind: KindView;
  readonly inspection: InspectionView;
  readonly mapping: ImportMapping;
  readonly onChange: (mapping: ImportMapping) => void;
}

/** One choice of a column for every field of the kind. */
export function FieldColumns({ kind, inspection, mapping, onChange }: FieldColumnsProps): ReactElement {
  const text = useText('imports');
  const choose = (field: string, heading: string): void => {
    const columns = Object.fromEntries(Object.entries(mapping.columns).filter(([name]) => name !== field));
    onChange({ ...mapping, columns: heading === '' ? columns : { ...columns, [field]: heading } });
  };
  const helpFor = (field: string): string | null => {
    const format = inspection.dateFormats[field];
    return format && mapping.dateFormat === 'detect' ? text('detected', { format: text(format) }) : null;
  };
  return (
    <div className="ch-fields">
      {kind.fields.map((field) => (
        <Field key={field.name} label={field.label} required={field.required} help={helpFor(field.name)}>
          {(control) => (
            <select
              {...control}
              value={mapping.columns[field.name] ?? ''}
              onChange={(event) => choose(field.name, event.target.value)}
            >
              <option value="">{text('none')}</option>
              {inspection.headings.map((heading) => (
                <option key={heading} value={heading}>
                  {heading}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
    </div>
  );
}
