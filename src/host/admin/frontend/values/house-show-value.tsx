import { useTranslation, type BasePropertyJSON, type RecordJSON } from 'adminjs';
import type { ReactElement } from 'react';
import { kindOf, type FieldKind } from './field-kind.js';
import { ShownValue } from './shown-value.js';

interface HouseShowValueProps {
  readonly property: BasePropertyJSON;
  readonly record: RecordJSON;
}

const WIDE: readonly FieldKind[] = ['longtext', 'text-by-language'];

export function HouseShowValue({ property, record }: HouseShowValueProps): ReactElement {
  const { translateProperty } = useTranslation();
  return (
    <div className={WIDE.includes(kindOf(property)) ? 'ch-field-wide' : undefined}>
      <dt>{translateProperty(property.label, property.resourceId)}</dt>
      <dd>
        <ShownValue property={property} record={record} linked />
      </dd>
    </div>
  );
}
