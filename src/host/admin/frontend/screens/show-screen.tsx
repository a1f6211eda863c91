import { BasePropertyComponent, type ActionProps } from 'adminjs';
import type { ReactElement } from 'react';

/** A record: names beside values, then the lists that belong to it. */
export function ShowScreen({ resource, record }: ActionProps): ReactElement {
  const facts = resource.showProperties.filter(({ propertyPath }) => propertyPath !== 'related');
  const related = resource.showProperties.find(({ propertyPath }) => propertyPath === 'related');
  return (
    <>
      <dl className="ch-card ch-facts">
        {facts.map((property) => (
          <BasePropertyComponent
            key={property.propertyPath}
            where="show"
            property={property}
            resource={resource}
            record={record}
          />
        ))}
      </dl>
      {related ? (
        <BasePropertyComponent where="show" property={related} resource={resource} record={record} />
      ) : null}
    </>
  );
}
