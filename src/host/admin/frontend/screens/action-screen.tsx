import type { ActionJSON, RecordJSON, ResourceJSON } from 'adminjs';
import type { ComponentType, ReactElement } from 'react';
import { NotThere } from './not-there.js';

interface ActionScreenProps {
  readonly resource: ResourceJSON;
  readonly action: ActionJSON;
  readonly record?: RecordJSON;
}

const OWN: Readonly<Record<string, string>> = {
  new: 'DefaultNewAction',
  edit: 'DefaultEditAction',
  show: 'DefaultShowAction',
};

/** What an action shows, by the name that the server knows it by. */
export function ActionScreen(props: ActionScreenProps): ReactElement {
  const { action } = props;
  const name = typeof action.component === 'string' ? action.component : OWN[action.name];
  const components = window.AdminJS.UserComponents as Readonly<
    Record<string, ComponentType<ActionScreenProps> | undefined>
  >;
  const Screen = name === undefined ? undefined : components[name];
  return Screen ? <Screen {...props} /> : <NotThere what="action" />;
}
