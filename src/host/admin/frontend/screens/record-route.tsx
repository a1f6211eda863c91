import { useResource, type ActionJSON, type RecordJSON, type ResourceJSON } from 'adminjs';
import { useEffect, useRef, type ReactElement } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router-dom';
import { Failure, house, useLoaded, useTitle, type Problem } from '../../../../panel-kit/index.js';
import { ActionScreen } from './action-screen.js';
import { NotThere } from './not-there.js';
import { RouteFrame } from './route-frame.js';
import { ScreenHeader } from './screen-header.js';
import { Skeleton } from './skeleton.js';

interface RecordAnswer {
  readonly record?: RecordJSON;
}

/** A record's page, or the form of something that is done with it. */
export function RecordRoute(): ReactElement {
  const { resourceId = '', recordId = '', actionName = '' } = useParams();
  const resource = useResource(resourceId);
  if (!resource) return <NotThere what="list" />;
  const action = resource.actions.find(({ name }) => name === actionName);
  if (!action || action.component === false || action.name === 'delete')
    return <NotThere what="action" list={listOf(resource)} />;
  const at = `${resourceId}/${recordId}/${actionName}`;
  return <RecordScreen key={at} resource={resource} action={action} recordId={recordId} />;
}

interface RecordScreenProps {
  readonly resource: ResourceJSON;
  readonly action: ActionJSON;
  readonly recordId: string;
}

function RecordScreen({ resource, action, recordId }: RecordScreenProps): ReactElement {
  const door = `/admin/api/resources/${encodeURIComponent(resource.id)}/records/${encodeURIComponent(recordId)}`;
  const { data, problem, reload } = useLoaded<RecordAnswer>(`${door}/${action.name}`);
  const last = useRef<RecordJSON>();
  last.current = data?.record ?? last.current;
  const record = last.current;
  useRefresh(reload);
  if (problem && isNotThere(problem)) return <NotThere what="record" list={listOf(resource)} />;
  if (problem && !record) return <FailedRecord resource={resource} problem={problem} onRetry={reload} />;
  if (!record) return <Arriving resource={resource} action={action} />;
  const here = record.recordActions.find(({ name }) => name === action.name);
  if (!here) return <NotThere what="action" list={listOf(resource)} />;
  return (
    <RouteFrame>
      <ScreenHeader resource={resource} action={here} record={record} actionPerformed={reload} />
      <ActionScreen resource={resource} action={here} record={record} />
    </RouteFrame>
  );
}

/** Until the record is there the page is called as its kind of record is. */
function Arriving({ resource, action }: Pick<RecordScreenProps, 'resource' | 'action'>): ReactElement {
  const name = house().titles[resource.id]?.name ?? resource.name;
  useTitle(name);
  return (
    <RouteFrame>
      <div className="ch-crumbs ch-outline-crumbs" />
      <div className="ch-page-head">
        <h1>{name}</h1>
      </div>
      <Skeleton shape={action.name === 'show' ? 'record' : 'form'} />
    </RouteFrame>
  );
}

function FailedRecord(props: {
  readonly resource: ResourceJSON;
  readonly problem: Problem;
  readonly onRetry: () => void;
}): ReactElement {
  const name = house().titles[props.resource.id]?.name ?? props.resource.name;
  useTitle(name);
  return (
    <RouteFrame>
      <div className="ch-page-head">
        <h1>{name}</h1>
      </div>
      <Failure problem={props.problem} onRetry={props.onRetry} />
    </RouteFrame>
  );
}

/** What another reader owns answers as what is not there. */
function isNotThere({ status }: Problem): boolean {
  return status === 404 || status === 403;
}

export function listOf({ id, name, resourceActions }: ResourceJSON) {
  if (!resourceActions.some((action) => action.name === 'list')) return undefined;
  return { href: `/admin/resources/${id}`, label: house().titles[id]?.plural ?? name };
}

/** `refresh` in the address: something has changed, the record is read anew and the word goes. */
function useRefresh(reload: () => void): void {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  useEffect(() => {
    const query = new URLSearchParams(search);
    if (!query.has('refresh')) return;
    query.delete('refresh');
    navigate({ pathname, search: query.toString() }, { replace: true });
    reload();
  });
}
