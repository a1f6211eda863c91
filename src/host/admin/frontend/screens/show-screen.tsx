import { BasePropertyComponent, type ActionProps } from 'adminjs';
import type { ReactElement } from 'react';
import { RecordComments } from '../record/record-comments.js';
import { RecordHistory } from '../record/record-history.js';
import { HouseShowValue } from '../values/house-show-value.js';

/** A record: names beside values, then the lists that belong to it. */
export function ShowScreen({ resource, record }: ActionProps): ReactElement | null {
  if (!record) return null;
  const facts = resource.showProperties.filter(({ propertyPath }) => propertyPath !== 'related');
  const related = resource.showProperties.find(({ propertyPath }) => propertyPath === 'related');
  return (
    <>
      <dl className="ch-card ch-facts">
        {facts.map((property) => (
          // Not through AdminJS's own wrapper: names and values stand in the list itself, or they are none.
          <HouseShowValue key={property.propertyPath} property={property} record={record} />
        ))}
      </dl>
      {related ? (
        <BasePropertyComponent where="show" property={related} resource={resource} record={record} />
      ) : null}
      <RecordComments model={resource.id} id={record.id} />
      <RecordHistory model={resource.id} id={record.id} />
    </>
  );
}
