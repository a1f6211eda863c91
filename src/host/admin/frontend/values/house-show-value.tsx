import { useTranslation, type BasePropertyJSON, type RecordJSON } from 'adminjs';
import type { ReactElement } from 'react';
import { kindOf } from './field-kind.js';
import { ShownValue } from './shown-value.js';

interface HouseShowValueProps {
  readonly property: BasePropertyJSON;
  readonly record: RecordJSON;
}

export function HouseShowValue({ property, record }: HouseShowValueProps): ReactElement {
  const { translateProperty } = useTranslation();
  return (
    <div className={kindOf(property) === 'longtext' ? 'ch-field-wide' : undefined}>
      <dt>{translateProperty(property.label, property.resourceId)}</dt>
      <dd>
        <ShownValue property={property} record={record} linked />
      </dd>
    </div>
  );
}
