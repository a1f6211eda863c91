import { BasePropertyComponent, type ResourceJSON } from 'adminjs';
import { useState, type ReactElement } from 'react';
import { Button, useText } from '../../../../panel-kit/index.js';
import { useListQuery } from './list-query.js';

/** One field a filter; nothing is asked of the server before "Apply". */
export function ListFilters({ resource }: { readonly resource: ResourceJSON }): ReactElement {
  const text = useText();
  const { filters, setFilters } = useListQuery();
  const [draft, setDraft] = useState(filters);
  const change = (name: unknown, value: unknown): void =>
    setDraft((before) => ({ ...before, [String(name)]: typeof value === 'string' ? value : '' }));
  return (
    <form
      className="ch-card"
      aria-label={text('list.filters')}
      onSubmit={(event) => {
        event.preventDefault();
        setFilters(draft);
      }}
    >
      <div className="ch-fields">
        {resource.filterProperties.map((property) => (
          <BasePropertyComponent
            key={property.propertyPath}
            where="filter"
            property={property}
            resource={resource}
            filter={draft}
            onChange={change}
          />
        ))}
      </div>
      <div className="ch-form-end">
        <Button type="submit" look="primary">
          {text('list.apply')}
        </Button>
        <Button onClick={() => setFilters({})}>{text('list.clearFilters')}</Button>
      </div>
    </form>
  );
}
