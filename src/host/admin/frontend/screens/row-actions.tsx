import type { ActionResponse, RecordJSON, ResourceJSON } from 'adminjs';
import type { ReactElement } from 'react';
import { Menu, useText } from '../../../../panel-kit/index.js';
import { Icon } from '../shell/icon.js';
import { titleInWords } from '../values/title-in-words.js';
import { ActionLink } from './action-link.js';

interface RowActionsProps {
  readonly record: RecordJSON;
  readonly resource: ResourceJSON;
  readonly onDone: (response: ActionResponse) => void;
}

/** What may be done with one row, behind a button. */
export function RowActions({ record, resource, onDone }: RowActionsProps): ReactElement | null {
  const text = useText();
  const actions = record.recordActions.filter(({ name }) => name !== 'show');
  if (actions.length === 0) return null;
  const title = titleInWords(resource, record);
  return (
    <Menu face={<Icon icon="MoreHorizontal" />} label={text('list.actionsOf', { title })} quiet>
      {actions.map((action) => (
        <ActionLink
          key={action.name}
          action={action}
          resourceId={resource.id}
          recordId={record.id}
          title={title}
          onDone={onDone}
        />
      ))}
    </Menu>
  );
}
