import { useFilterDrawer, useSelectedRecords, type ActionProps, type RecordJSON } from 'adminjs';
import { useEffect, useMemo, type ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import {
  Empty,
  Failure,
  formatNumber,
  house,
  LinkButton,
  Spinner,
  useText,
} from '../../../../panel-kit/index.js';
import { ActionLink } from './action-link.js';
import { ListFilters } from './list-filters.js';
import { ListPages } from './list-pages.js';
import { ListSearch } from './list-search.js';
import { useListQuery } from './list-query.js';
import { recordOf } from './list-answer.js';
import { RecordTable } from './record-table.js';
import { useList } from './use-list.js';

const NONE: RecordJSON[] = [];

/** A model's records: search, filters, a table (cards on a phone), pages, actions over chosen rows. */
export function ListScreen({ resource, setTag }: ActionProps): ReactElement {
  const { answer, problem, isStale, reload } = useList(resource.id);
  const { filters } = useListQuery();
  const records = useMemo(
    () => answer?.records.map((row) => recordOf(resource, row)) ?? NONE,
    [answer, resource],
  );
  const { selectedRecords, handleSelect, handleSelectAll, setSelectedRecords } = useSelectedRecords(records);
  const { isVisible } = useFilterDrawer();
  const { search } = useLocation();
  const isFiltered = Object.keys(filters).length > 0;
  const totalText = answer?.meta.totalText ?? formatNumber(answer?.meta.total ?? 0);

  useEffect(() => setTag?.(''), [setTag]);
  // Rows that are no longer on the screen must not be acted upon.
  useEffect(() => setSelectedRecords([]), [answer]);

  return (
    <div>
      {isVisible ? <ListFilters key={`${resource.id}${search}`} resource={resource} /> : null}
      <div className="ch-bar">
        {house().searchable.includes(resource.id) ? <ListSearch key={search} /> : <span />}
        {isFiltered ? <FilteredNote total={totalText} /> : null}
      </div>
      {selectedRecords.length > 0 ? <BulkActions resourceId={resource.id} records={selectedRecords} /> : null}
      {problem ? <Failure problem={problem} onRetry={reload} /> : null}
      {!answer && !problem ? <Spinner /> : null}
      {answer && records.length === 0 ? <EmptyList resource={resource} isFiltered={isFiltered} /> : null}
      {answer && records.length > 0 ? (
        <>
          <RecordTable
            resource={resource}
            records={records}
            sortBy={answer.meta.sortBy}
            direction={answer.meta.direction}
            isStale={isStale}
            selected={selectedRecords}
            onSelect={handleSelect}
            onSelectAll={handleSelectAll}
            onDone={reload}
          />
          <ListPages {...answer.meta} totalText={totalText} />
        </>
      ) : null}
    </div>
  );
}

function FilteredNote({ total }: { readonly total: string }): ReactElement {
  const text = useText();
  const { setFilters } = useListQuery();
  return (
    <div className="ch-chips" role="status">
      <span>{text('list.filtered', { total })}</span>
      <button type="button" className="ch-chip" onClick={() => setFilters({})}>
        {text('list.clearFilters')} <span aria-hidden="true">×</span>
      </button>
    </div>
  );
}

function BulkActions(props: { resourceId: string; records: readonly RecordJSON[] }): ReactElement {
  const text = useText();
  const { resourceId, records } = props;
  // Only what may be done to every chosen record.
  const actions = (records[0]?.bulkActions ?? []).filter(({ name }) =>
    records.every((record) => record.bulkActions.some((action) => action.name === name)),
  );
  return (
    <div className="ch-bar ch-card">
      <strong role="status">{text('list.selected', { count: records.length })}</strong>
      <div className="ch-actions">
        {actions.map((action) => (
          <ActionLink
            key={action.name}
            action={action}
            resourceId={resourceId}
            recordIds={records.map(({ id }) => id)}
          />
        ))}
      </div>
    </div>
  );
}

function EmptyList({
  resource,
  isFiltered,
}: {
  resource: ActionProps['resource'];
  isFiltered: boolean;
}): ReactElement {
  const text = useText();
  const { setFilters } = useListQuery();
  const create = resource.resourceActions.find(({ name }) => name === 'new');
  if (isFiltered) {
    return (
      <Empty title={text('list.noneFiltered')}>
        <button type="button" className="ch-button" onClick={() => setFilters({})}>
          {text('list.clearFilters')}
        </button>
      </Empty>
    );
  }
  return (
    <Empty title={text('list.none')}>
      {create ? (
        <ActionLink action={create} resourceId={resource.id} look="primary" />
      ) : (
        <LinkButton href="/admin">{text('home.title')}</LinkButton>
      )}
    </Empty>
  );
}
