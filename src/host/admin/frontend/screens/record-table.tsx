import {
  useTranslation,
  type ActionResponse,
  type BasePropertyJSON,
  type RecordJSON,
  type ResourceJSON,
} from 'adminjs';
import type { ReactElement } from 'react';
import { house, useText } from '../../../../panel-kit/index.js';
import { Icon } from '../shell/icon.js';
import { isFigure } from '../values/field-kind.js';
import { ShownValue } from '../values/shown-value.js';
import { titleInWords } from '../values/title-in-words.js';
import { useListMemory } from './list-memory.js';
import { RowActions } from './row-actions.js';

export interface RecordTableProps {
  readonly resource: ResourceJSON;
  readonly columns: readonly BasePropertyJSON[];
  readonly records: readonly RecordJSON[];
  readonly sortBy: string;
  readonly direction: 'asc' | 'desc';
  readonly isStale: boolean;
  readonly selected: readonly RecordJSON[];
  readonly onSelect: (record: RecordJSON) => void;
  readonly onSelectAll: () => void;
  readonly onDone: (response: ActionResponse) => void;
}

/** A wide table scrolls inside a region of its own, by keyboard too. */
export function RecordTable(props: RecordTableProps): ReactElement {
  const { resource, columns, records, selected, isStale } = props;
  const text = useText();
  const hasBulk = records.some(({ bulkActions }) => bulkActions.length > 0);
  const hasActions = records.some(({ recordActions }) => recordActions.some(({ name }) => name !== 'show'));
  const areAllChosen = records.every((record) => selected.some(({ id }) => id === record.id));
  return (
    <div
      className={isStale ? 'ch-table-frame ch-stale' : 'ch-table-frame'}
      aria-busy={isStale}
      role="region"
      aria-label={text('list.region', { name: house().titles[resource.id]?.plural ?? resource.name })}
      tabIndex={0}
    >
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
            {columns.map((property) => (
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
  const { resource, property, sortBy, direction } = props;
  const { translateProperty } = useTranslation();
  const { sort } = useListMemory(resource.id);
  const label = translateProperty(property.label, property.resourceId);
  const isSorted = sortBy === property.propertyPath;
  const next = isSorted && direction === 'asc' ? 'desc' : 'asc';
  return (
    <th
      scope="col"
      className={isFigure(property) ? 'ch-numeric' : undefined}
      aria-sort={isSorted ? (direction === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      <button type="button" className="ch-sort" onClick={() => sort(property.propertyPath, next)}>
        {label}
        {isSorted ? <Icon icon={direction === 'asc' ? 'ChevronUp' : 'ChevronDown'} /> : null}
      </button>
    </th>
  );
}

interface RecordRowProps extends RecordTableProps {
  readonly record: RecordJSON;
  readonly hasBulk: boolean;
  readonly hasActions: boolean;
}

function RecordRow({ record, hasBulk, hasActions, ...props }: RecordRowProps): ReactElement {
  const { resource, columns, selected, onSelect, onDone } = props;
  const text = useText();
  const isChosen = selected.some(({ id }) => id === record.id);
  return (
    <tr className={isChosen ? 'ch-chosen' : undefined} data-row={record.id}>
      {hasBulk ? (
        <td className="ch-narrow" data-heading={text('list.select')}>
          {record.bulkActions.length > 0 ? (
            <input
              type="checkbox"
              aria-label={text('list.selectOne', { title: titleInWords(resource, record) })}
              checked={isChosen}
              onChange={() => onSelect(record)}
            />
          ) : null}
        </td>
      ) : null}
      {columns.map((property, at) => (
        <Cell key={property.propertyPath} property={property} isFirst={at === 0} record={record} {...props} />
      ))}
      {hasActions ? (
        <td className="ch-narrow" data-heading={text('list.actions')}>
          <RowActions record={record} resource={resource} onDone={onDone} />
        </td>
      ) : null}
    </tr>
  );
}

interface CellProps extends Pick<RecordTableProps, 'resource' | 'columns'> {
  readonly property: BasePropertyJSON;
  readonly record: RecordJSON;
  readonly isFirst: boolean;
}

/** The first column leads to the record. */
function Cell({ resource, columns, property, record, isFirst }: CellProps): ReactElement {
  const { translateProperty } = useTranslation();
  const isLink = isFirst && record.recordActions.some(({ name }) => name === 'show');
  // Where the currency has a column of its own, it need not stand beside every amount.
  const currency = (property.custom?.['currencyField'] as string | null | undefined) ?? 'currency';
  const isBare = columns.some(({ propertyPath }) => propertyPath === currency);
  const value = <ShownValue property={property} record={record} linked={!isFirst} bare={isBare} />;
  return (
    <td
      className={isFigure(property) ? 'ch-numeric' : undefined}
      data-heading={translateProperty(property.label, property.resourceId)}
    >
      {isLink ? (
        <a href={`/admin/resources/${resource.id}/records/${encodeURIComponent(record.id)}/show`}>{value}</a>
      ) : (
        value
      )}
    </td>
  );
}
