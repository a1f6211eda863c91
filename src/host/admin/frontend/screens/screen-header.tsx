import {
  useFilterDrawer,
  useTranslation,
  type ActionJSON,
  type ActionResponse,
  type RecordJSON,
  type ResourceJSON,
} from 'adminjs';
import type { ReactElement } from 'react';
import { Button, house, useText, useTitle } from '../../../../panel-kit/index.js';
import { titleInWords } from '../values/title-in-words.js';
import { useLiveRecord } from '../live/use-live-record.js';
import { Icon } from '../shell/icon.js';
import { useOpenScreen } from '../shell/open-screen.js';
import { ActionLink } from './action-link.js';
import { FILTER_PANEL } from './list-filters.js';

export interface ScreenHeaderProps {
  readonly resource: ResourceJSON;
  readonly action: ActionJSON;
  readonly record?: RecordJSON;
  readonly tag?: string;
  readonly toggleFilter?: unknown;
  readonly actionPerformed?: (response: ActionResponse) => void;
}

/** Where one is, and what one may do here. */
export function ScreenHeader(props: ScreenHeaderProps): ReactElement {
  const { resource, action, record, actionPerformed } = props;
  useLiveRecord(props);
  const title = useHeading(props);
  useTitle(title);
  const isList = action.name === 'list';
  const others = (record?.id ? record.recordActions : isList ? resource.resourceActions : []).filter(
    ({ name }) => name !== action.name && name !== 'list',
  );
  const [first] = isList ? others : [];
  useOpenScreen({ resourceId: resource.id, record: record?.id ? record : null, actions: others });
  return (
    <div>
      <Breadcrumbs {...props} />
      <div className="ch-page-head">
        <h1>{title}</h1>
        <div className="ch-actions">
          {isList && resource.filterProperties.length > 0 ? <FilterButton /> : null}
          {others.map((other) => (
            <ActionLink
              key={other.name}
              action={other}
              resourceId={resource.id}
              recordId={record?.id}
              title={record && titleInWords(resource, record)}
              look={other === first ? 'primary' : 'plain'}
              onDone={actionPerformed}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function useHeading({ resource, action, record, tag }: ScreenHeaderProps): string {
  const { translateAction } = useTranslation();
  const { name = resource.name, plural = resource.name } = house().titles[resource.id] ?? {};
  if (action.name === 'list') return tag ? `${plural} (${tag})` : plural;
  if (action.name === 'new')
    return `${name}: ${translateAction(action.label, resource.id).toLocaleLowerCase(house().language)}`;
  const title = record ? titleInWords(resource, record) : '';
  if (action.name === 'show') return title || name;
  return [translateAction(action.label, resource.id), title].filter(Boolean).join(' · ');
}

function FilterButton(): ReactElement {
  const text = useText();
  const { isVisible, toggleFilter } = useFilterDrawer();
  return (
    <Button
      aria-expanded={isVisible}
      aria-controls={isVisible ? FILTER_PANEL : undefined}
      onClick={toggleFilter}
    >
      <Icon icon="Filter" />
      {text('list.filters')}
    </Button>
  );
}

function Breadcrumbs({ resource, action, record }: ScreenHeaderProps): ReactElement | null {
  const text = useText();
  const list = resource.resourceActions.find(({ name }) => name === 'list');
  const plural = house().titles[resource.id]?.plural ?? resource.name;
  if (action.name === 'list') return null;
  return (
    <nav className="ch-crumbs" aria-label={text('shell.breadcrumbs')}>
      <ol>
        <li>
          <a href="/admin">{text('home.title')}</a>
        </li>
        <li>{list ? <a href={`/admin/resources/${resource.id}`}>{plural}</a> : plural}</li>
        {record?.id && action.name !== 'show' ? (
          <li>
            <a href={`/admin/resources/${resource.id}/records/${encodeURIComponent(record.id)}/show`}>
              {titleInWords(resource, record)}
            </a>
          </li>
        ) : null}
      </ol>
    </nav>
  );
}
