import type { ActionResponse, RecordJSON } from 'adminjs';
import type { ReactElement } from 'react';
import { useText } from '../../../../panel-kit/index.js';
import { Icon } from '../shell/icon.js';
import { ActionLink } from './action-link.js';
import { Menu } from './menu.js';

interface RowActionsProps {
  readonly record: RecordJSON;
  readonly resourceId: string;
  readonly onDone: (response: ActionResponse) => void;
}

/** What may be done with one row, behind a button. */
export function RowActions({ record, resourceId, onDone }: RowActionsProps): ReactElement | null {
  const text = useText();
  const actions = record.recordActions.filter(({ name }) => name !== 'show');
  if (actions.length === 0) return null;
  return (
    <Menu face={<Icon icon="MoreHorizontal" />} label={text('list.actionsOf', { title: record.title })} quiet>
      {actions.map((action) => (
        <ActionLink
          key={action.name}
          action={action}
          resourceId={resourceId}
          recordId={record.id}
          title={record.title}
          onDone={onDone}
        />
      ))}
    </Menu>
  );
}
