import { useAction, useTranslation, type ActionJSON, type ActionResponse } from 'adminjs';
import type { ReactElement } from 'react';
import { Button, LinkButton, type ButtonProps } from '../../../../panel-kit/index.js';
import { Icon } from '../shell/icon.js';
import { ActAtOnce, actsAtOnce } from './act-at-once.js';
import { RemoveButton } from './remove-button.js';

export interface ActionLinkProps {
  readonly action: ActionJSON;
  readonly resourceId: string;
  readonly recordId?: string;
  /** of the record: said before it is deleted */
  readonly title?: string;
  readonly recordIds?: string[];
  readonly look?: ButtonProps['look'];
  readonly onDone?: (response: ActionResponse) => void;
}

/** Where an action has a page it is a link to it; `delete`, which has none, asks and then acts. */
export function ActionLink({
  action,
  resourceId,
  recordId,
  title,
  recordIds,
  look,
  onDone,
}: ActionLinkProps): ReactElement | null {
  const { translateAction } = useTranslation();
  const here = { ...action, actionType: placeOf({ recordId, recordIds }) };
  const { href, handleClick } = useAction(here, { resourceId, recordId, recordIds }, onDone);
  const label = translateAction(action.label, resourceId);
  const isDangerous =
    action.name === 'delete' || action.name === 'bulkDelete' || action.custom?.['danger'] === true;
  const words = (
    <>
      <Icon icon={action.name === 'show' ? 'Eye' : action.icon} />
      {label}
    </>
  );
  const shown = isDangerous ? 'danger' : (look ?? 'plain');
  if (action.name === 'delete' && recordId) {
    const record = { id: recordId, title: title || recordId };
    return <RemoveButton action={action} label={label} resourceId={resourceId} record={record} />;
  }
  if (actsAtOnce(action)) {
    const ids = recordIds ?? (recordId ? [recordId] : []);
    return (
      <ActAtOnce action={action} resourceId={resourceId} ids={ids} look={shown}>
        {words}
      </ActAtOnce>
    );
  }
  if (action.component === false) {
    return (
      <Button look={shown} onClick={(event) => void handleClick(event)}>
        {words}
      </Button>
    );
  }
  return href ? (
    <LinkButton look={shown} href={href}>
      {words}
    </LinkButton>
  ) : null;
}

/** An action that stands on a record and on chosen rows alike names both; AdminJS's links know only one. */
function placeOf({
  recordId,
  recordIds,
}: Pick<ActionLinkProps, 'recordId' | 'recordIds'>): ActionJSON['actionType'] {
  if (recordIds) return 'bulk';
  return recordId ? 'record' : 'resource';
}
