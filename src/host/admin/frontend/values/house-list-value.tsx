import type { ShowPropertyProps } from 'adminjs';
import type { ReactElement } from 'react';
import { ShownValue } from './shown-value.js';

export function HouseListValue({ property, resource, record }: ShowPropertyProps): ReactElement {
  const isFirst = resource.listProperties[0]?.propertyPath === property.propertyPath;
  // Where the currency has a column of its own, it need not stand beside every amount.
  const currencyField = (property.custom?.['currencyField'] as string | null | undefined) ?? 'currency';
  const isCurrencyShown = resource.listProperties.some(({ propertyPath }) => propertyPath === currencyField);
  return <ShownValue property={property} record={record} linked={!isFirst} bare={isCurrencyShown} />;
}
