import {
  useResource,
  useTranslation,
  BasePropertyComponent,
  type RecordJSON,
  type ShowPropertyProps,
} from 'adminjs';
import type { ReactElement } from 'react';
import { Await, Empty, LinkButton, Table, useLoaded, useText } from '../../../../panel-kit/index.js';
import { isFigure } from '../values/field-kind.js';
import { recordOf, type ListAnswer } from './list-answer.js';

interface Related {
  readonly model: string;
  readonly field: string;
  readonly label: string;
}

/** Lists of the records that point to this one. */
export function HouseRelated({ property, record }: ShowPropertyProps): ReactElement {
  const related = (property.custom?.['related'] ?? []) as readonly Related[];
  return (
    <>
      {related.map((list) => (
        <RelatedList key={`${list.model}.${list.field}`} list={list} recordId={record.id} />
      ))}
    </>
  );
}

function RelatedList({
  list,
  recordId,
}: {
  readonly list: Related;
  readonly recordId: string;
}): ReactElement | null {
  const text = useText();
  const resource = useResource(list.model);
  const { translateProperty } = useTranslation();
  const query = new URLSearchParams({ [`filters.${list.field}`]: recordId }).toString();
  const columns = resource?.listProperties.map(({ propertyPath }) => propertyPath).join(',') ?? '';
  const loaded = useLoaded<ListAnswer>(
    `/admin/api/resources/${list.model}/actions/list?${query}&perPage=10&columns=${columns}`,
  );
  if (!resource) return null;
  const properties = resource.listProperties.filter(({ propertyPath }) => propertyPath !== list.field);
  return (
    <section className="ch-section" aria-label={list.label}>
      <h2>{list.label}</h2>
      <Await loaded={loaded}>
        {({ records, meta }) =>
          records.length === 0 ? (
            <div className="ch-card">
              <Empty title={text('list.none')} />
            </div>
          ) : (
            <>
              <Table<RecordJSON>
                caption={list.label}
                rows={records.map((row) => recordOf(resource, row))}
                rowKey={({ id }) => id}
                columns={properties.map((property, index) => ({
                  key: property.propertyPath,
                  heading: translateProperty(property.label, property.resourceId),
                  numeric: isFigure(property),
                  cell: (row) => {
                    const value = (
                      <BasePropertyComponent
                        where="list"
                        property={property}
                        resource={resource}
                        record={row}
                      />
                    );
                    // A reference that is not the list's own first column links to its record by itself.
                    const isLinked = Boolean(property.reference) && property !== resource.listProperties[0];
                    const mayOpen = row.recordActions.some(({ name }) => name === 'show');
                    if (index > 0 || isLinked || !mayOpen) return value;
                    return (
                      <a href={`/admin/resources/${resource.id}/records/${encodeURIComponent(row.id)}/show`}>
                        {value}
                      </a>
                    );
                  },
                }))}
              />
              {meta.total > records.length ? (
                <div className="ch-form-end">
                  <LinkButton href={`/admin/resources/${list.model}?${query}`}>
                    {text('related.all', { total: meta.totalText })}
                  </LinkButton>
                </div>
              ) : null}
            </>
          )
        }
      </Await>
    </section>
  );
}
