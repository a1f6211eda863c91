import { useFilterDrawer, useSelectedRecords, type ActionProps, type RecordJSON } from 'adminjs';
import { useEffect, useMemo, type ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import { house, LinkButton, useText } from '../../../../panel-kit/index.js';
import { Icon } from '../shell/icon.js';
import { BulkBar } from './bulk-bar.js';
import { FilterChips } from './filter-chips.js';
import { useListAddress } from './list-address.js';
import { recordOf, type ListAnswer } from './list-answer.js';
import { chosenColumns, ListColumns } from './list-columns.js';
import { ListFilters } from './list-filters.js';
import { ListPages } from './list-pages.js';
import { ListSearch } from './list-search.js';
import { ListFailed, ListSkeleton, NothingFits, NothingYet } from './list-states.js';
import { ListViews } from './list-views.js';
import { RecordTable } from './record-table.js';
import { useList } from './use-list.js';

const NONE: RecordJSON[] = [];

/** A model's records: search, filters, a table (cards on a phone), pages, actions over chosen rows. */
export function ListScreen({ resource, setTag }: ActionProps): ReactElement {
  const { answer, problem, isStale, reload } = useList(resource.id);
  const { filters } = useListAddress();
  const records = useMemo(
    () => answer?.records.map((row) => recordOf(resource, row)) ?? NONE,
    [answer, resource],
  );
  const { selectedRecords, handleSelect, handleSelectAll, setSelectedRecords } = useSelectedRecords(records);
  const { isVisible } = useFilterDrawer();
  const { search } = useLocation();
  const isFiltered = Object.keys(filters).length > 0;

  useEffect(() => setTag?.(''), [setTag]);
  // Rows that are no longer on the screen must not be acted upon.
  useEffect(() => setSelectedRecords([]), [answer]);

  return (
    <div>
      {isVisible ? <ListFilters key={`${resource.id}${search}`} resource={resource} /> : null}
      <ListToolbar resource={resource} answer={answer} />
      <FilterChips resource={resource} totalText={answer?.meta.totalText ?? '…'} />
      {answer && selectedRecords.length > 0 ? (
        <BulkBar
          resource={resource}
          records={selectedRecords}
          meta={answer.meta}
          isWholePage={selectedRecords.length === records.length}
          onClear={() => setSelectedRecords([])}
        />
      ) : null}
      {problem ? <ListFailed problem={problem} onRetry={reload} /> : null}
      {!answer && !problem ? <ListSkeleton columns={resource.listProperties.length} /> : null}
      {answer && records.length === 0 ? (
        isFiltered ? (
          <NothingFits />
        ) : (
          <NothingYet resource={resource} />
        )
      ) : null}
      {answer && records.length > 0 ? (
        <>
          <RecordTable
            resource={resource}
            columns={chosenColumns(resource, answer.meta.columns)}
            records={records}
            sortBy={answer.meta.sortBy}
            direction={answer.meta.direction}
            isStale={isStale}
            selected={selectedRecords}
            onSelect={handleSelect}
            onSelectAll={handleSelectAll}
            onDone={reload}
          />
          <ListPages resourceId={resource.id} meta={answer.meta} shown={records.length} />
        </>
      ) : null}
    </div>
  );
}

interface ToolbarProps {
  readonly resource: ActionProps['resource'];
  readonly answer: ListAnswer | undefined;
}

function ListToolbar({ resource, answer }: ToolbarProps): ReactElement {
  const text = useText();
  const { query, filters } = useListAddress();
  const columns = answer?.meta.columns ?? resource.listProperties.map(({ propertyPath }) => propertyPath);
  return (
    <div className="ch-bar">
      {house().searchable.includes(resource.id) ? <ListSearch key={filters['q'] ?? ''} /> : <span />}
      <div className="ch-list-tools">
        <ListViews key={resource.id} resourceId={resource.id} meta={answer?.meta} />
        <ListColumns resource={resource} columns={columns} />
        {house().canExportLists ? (
          <LinkButton href={`/admin/x/host/export/${encodeURIComponent(resource.id)}?${query}`} download>
            <Icon icon="Download" />
            {text('list.export')}
          </LinkButton>
        ) : null}
      </div>
    </div>
  );
}
