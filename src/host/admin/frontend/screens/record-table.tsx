import {
  BasePropertyComponent,
  useTranslation,
  type ActionResponse,
  type BasePropertyJSON,
  type RecordJSON,
  type ResourceJSON,
} from 'adminjs';
import type { ReactElement } from 'react';
import { useText } from '../../../../panel-kit/index.js';
import { Icon } from '../shell/icon.js';
import { isFigure } from '../values/field-kind.js';
import { useListQuery } from './list-query.js';
import { RowActions } from './row-actions.js';

export interface RecordTableProps {
  readonly resource: ResourceJSON;
  readonly records: readonly RecordJSON[];
  readonly sortBy: string | undefined;
  readonly direction: 'asc' | 'desc';
  readonly isStale: boolean;
  readonly selected: readonly RecordJSON[];
  readonly onSelect: (record: RecordJSON) => void;
  readonly onSelectAll: () => void;
  readonly onDone: (response: ActionResponse) => void;
}

export function RecordTable(props: RecordTableProps): ReactElement {
  const { resource, records, selected, isStale } = props;
  const text = useText();
  const hasBulk = records.some(({ bulkActions }) => bulkActions.length > 0);
  const hasActions = records.some(({ recordActions }) => recordActions.some(({ name }) => name !== 'show'));
  const areAllChosen = records.every((record) => selected.some(({ id }) => id === record.id));
  return (
    <div className={isStale ? 'ch-table-frame ch-stale' : 'ch-table-frame'} aria-busy={isStale}>
      <table className="ch-table">
        <thead>
          <tr>
            {hasBulk ? (
              <th scope="col" className="ch-narrow">
                <input
                  type="checkbox"
                  aria-label={text('list.selectAll')}
                  checked={areAllChosen}
                  onChange={props.onSelectAll}
                />
              </th>
            ) : null}
            {resource.listProperties.map((property) => (
              <ColumnHeading key={property.propertyPath} property={property} {...props} />
            ))}
            {hasActions ? (
              <th scope="col" className="ch-narrow">
                <span className="ch-unseen">{text('list.actions')}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <RecordRow key={record.id} record={record} hasBulk={hasBulk} hasActions={hasActions} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnHeading(props: RecordTableProps & { readonly property: BasePropertyJSON }): ReactElement {
  const { property, sortBy, direction } = props;
  const { translateProperty } = useTranslation();
  const { sort } = useListQuery();
  const label = translateProperty(property.label, property.resourceId);
  const isSorted = sortBy === property.propertyPath;
  const next = isSorted && direction === 'asc' ? 'desc' : 'asc';
  return (
    <th
      scope="col"
      className={isFigure(property) ? 'ch-numeric' : undefined}
      aria-sort={isSorted ? (direction === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      {property.isSortable ? (
        <button type="button" className="ch-sort" onClick={() => sort(property.propertyPath, next)}>
          {label}
          {isSorted ? <Icon icon={direction === 'asc' ? 'ChevronUp' : 'ChevronDown'} /> : null}
        </button>
      ) : (
        label
      )}
    </th>
  );
}

interface RecordRowProps extends RecordTableProps {
  readonly record: RecordJSON;
  readonly hasBulk: boolean;
  readonly hasActions: boolean;
}

function RecordRow({ record, hasBulk, hasActions, ...props }: RecordRowProps): ReactElement {
  const { resource, selected, onSelect, onDone } = props;
  const text = useText();
  const { translateProperty } = useTranslation();
  const isChosen = selected.some(({ id }) => id === record.id);
  const canShow = record.recordActions.some(({ name }) => name === 'show');
  return (
    <tr className={isChosen ? 'ch-chosen' : undefined}>
      {hasBulk ? (
        <td className="ch-narrow" data-heading={text('list.select')}>
          {record.bulkActions.length > 0 ? (
            <input
              type="checkbox"
              aria-label={text('list.selectOne', { title: record.title })}
              checked={isChosen}
              onChange={() => onSelect(record)}
            />
          ) : null}
        </td>
      ) : null}
      {resource.listProperties.map((property, index) => (
        <td
          key={property.propertyPath}
          className={isFigure(property) ? 'ch-numeric' : undefined}
          data-heading={translateProperty(property.label, property.resourceId)}
        >
          {index === 0 && canShow ? (
            <a href={`/admin/resources/${resource.id}/records/${encodeURIComponent(record.id)}/show`}>
              <BasePropertyComponent where="list" property={property} resource={resource} record={record} />
            </a>
          ) : (
            <BasePropertyComponent where="list" property={property} resource={resource} record={record} />
          )}
        </td>
      ))}
      {hasActions ? (
        <td className="ch-narrow" data-heading={text('list.actions')}>
          <RowActions record={record} resourceId={resource.id} onDone={onDone} />
        </td>
      ) : null}
    </tr>
  );
}
