import { useTranslation, type EditPropertyProps, type RecordJSON } from 'adminjs';
import type { ReactElement } from 'react';
import { Field } from '../../../../panel-kit/index.js';
import { currencyOf, kindOf, optionsOf } from './field-kind.js';
import { FormControl } from './form-control.js';
import { ShownValue } from './shown-value.js';

export function HouseEditValue({ property, record, onChange }: EditPropertyProps): ReactElement {
  const { translateProperty } = useTranslation();
  const { propertyPath: path } = property;
  const kind = kindOf(property);
  const label = translateProperty(property.label, property.resourceId);
  const isFixed = property.custom?.['onCreateOnly'] === true && Boolean(record.id);
  // A status changes by an action alone.
  if (kind === 'status' || isFixed || property.isDisabled) {
    return (
      <div>
        <p className="ch-label">{label}</p>
        <ShownValue property={property} record={record} linked={false} />
      </div>
    );
  }
  const raw: unknown = record.params[path];
  return (
    <div className={kind === 'longtext' ? 'ch-field-wide' : undefined}>
      <Field
        label={label}
        help={property.description}
        error={record.errors[path]?.message}
        required={property.isRequired}
        inline={kind === 'boolean'}
      >
        {(control) => (
          <FormControl
            kind={kind}
            value={raw === null || raw === undefined ? '' : String(raw)}
            control={control}
            options={optionsOf(property)}
            required={property.isRequired}
            model={property.reference}
            title={record.populated[path]?.title}
            currency={currencyOf(property, record.params)}
            onChange={(value, title) =>
              onChange(path, value, title === undefined ? undefined : chosen(value, title))
            }
          />
        )}
      </Field>
    </div>
  );
}

/** AdminJS keeps the record that a reference points to beside its id. */
function chosen(id: string, title: string): RecordJSON {
  return {
    id,
    title,
    params: {},
    populated: {},
    errors: {},
    baseError: null,
    recordActions: [],
    bulkActions: [],
  };
}
