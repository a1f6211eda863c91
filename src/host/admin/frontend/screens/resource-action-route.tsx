import { useResource } from 'adminjs';
import type { ReactElement } from 'react';
import { useParams } from 'react-router-dom';
import { ActionScreen } from './action-screen.js';
import { NotThere } from './not-there.js';
import { listOf } from './record-route.js';
import { RouteFrame } from './route-frame.js';
import { ScreenHeader } from './screen-header.js';

/** A form that belongs to a list, not to a record: a new record, an action on the whole. */
export function ResourceActionRoute(): ReactElement {
  const { resourceId = '', actionName = '' } = useParams();
  const resource = useResource(resourceId);
  if (!resource) return <NotThere what="list" />;
  const action = resource.resourceActions.find(({ name }) => name === actionName);
  if (!action || action.component === false || ['list', 'search'].includes(action.name))
    return <NotThere what="action" list={listOf(resource)} />;
  return (
    <RouteFrame key={`${resourceId}/${actionName}`}>
      <ScreenHeader resource={resource} action={action} />
      <ActionScreen resource={resource} action={action} />
    </RouteFrame>
  );
}
