import { useTranslation, type RecordJSON, type ResourceJSON } from 'adminjs';
import { useState, type ReactElement } from 'react';
import { Button, LinkButton, useText } from '../../../../panel-kit/index.js';
import { Icon } from '../shell/icon.js';
import { ActionLink } from './action-link.js';
import { filterParts, spell, useListAddress } from './list-address.js';
import type { ListMeta } from '../../lists/list-door.js';

interface BulkBarProps {
  readonly resource: ResourceJSON;
  readonly records: readonly RecordJSON[];
  readonly meta: ListMeta;
  readonly isWholePage: boolean;
  readonly onClear: () => void;
}

/** What may be done with the chosen rows, and, from a whole chosen page, with all that match. */
export function BulkBar(props: BulkBarProps): ReactElement {
  const { resource, records, meta, isWholePage, onClear } = props;
  const text = useText();
  const [areAllMatching, chooseAllMatching] = useState(false);
  const isMore = isWholePage && meta.total > records.length;
  const isAll = isMore && areAllMatching;
  return (
    <div className="ch-bar ch-card ch-bulk">
      <strong role="status">
        {isAll
          ? text('list.allMatching', { count: meta.total, total: meta.totalText })
          : text('list.selected', { count: records.length })}
      </strong>
      {isMore && !isAll ? (
        <Button onClick={() => chooseAllMatching(true)}>
          {text('list.selectAllMatching', { total: meta.totalText })}
        </Button>
      ) : null}
      <Button look="quiet" onClick={onClear}>
        {text('list.selectNone')}
      </Button>
      <div className="ch-actions">
        {isAll ? (
          <ActionsOverAll resource={resource} total={meta.total} />
        ) : (
          <ActionsOverChosen resource={resource} records={records} />
        )}
      </div>
    </div>
  );
}

function ActionsOverChosen({ resource, records }: Pick<BulkBarProps, 'resource' | 'records'>): ReactElement {
  // Only what may be done to every chosen record.
  const actions = (records[0]?.bulkActions ?? []).filter(({ name }) =>
    records.every((record) => record.bulkActions.some((action) => action.name === name)),
  );
  return (
    <>
      {actions.map((action) => (
        <ActionLink
          key={action.name}
          action={action}
          resourceId={resource.id}
          recordIds={records.map(({ id }) => id)}
        />
      ))}
    </>
  );
}

/** The server looks at each record by itself and says which it could not take, so every action of the list is offered. */
function ActionsOverAll({ resource, total }: { resource: ResourceJSON; total: number }): ReactElement {
  const { filters } = useListAddress();
  const { translateAction } = useTranslation();
  const actions = resource.actions.filter(({ actionType }) => [actionType].flat().includes('bulk'));
  const query = spell(
    Object.entries({ ...filterParts(filters), expected: String(total) }) as [string, string][],
  );
  return (
    <>
      {actions.map((action) => (
        <LinkButton
          key={action.name}
          look={action.name === 'bulkDelete' || action.custom?.['danger'] === true ? 'danger' : 'plain'}
          href={`/admin/resources/${encodeURIComponent(resource.id)}/all/${encodeURIComponent(action.name)}?${query}`}
        >
          <Icon icon={action.icon} />
          {translateAction(action.label, resource.id)}
        </LinkButton>
      ))}
    </>
  );
}
