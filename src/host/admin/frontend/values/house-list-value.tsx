import type { ShowPropertyProps } from 'adminjs';
import type { ReactElement } from 'react';
import { ShownValue } from './shown-value.js';

export function HouseListValue({ property, resource, record }: ShowPropertyProps): ReactElement {
  const isFirst = resource.listProperties[0]?.propertyPath === property.propertyPath;
  return <ShownValue property={property} record={record} linked={!isFirst} />;
}
