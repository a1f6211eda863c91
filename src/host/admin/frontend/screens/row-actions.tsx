import type { ActionResponse, RecordJSON } from 'adminjs';
import { useEffect, useRef, type ReactElement } from 'react';
import { useText } from '../../../../panel-kit/index.js';
import { Icon } from '../shell/icon.js';
import { ActionLink } from './action-link.js';

interface RowActionsProps {
  readonly record: RecordJSON;
  readonly resourceId: string;
  readonly onDone: (response: ActionResponse) => void;
}

/** What may be done with one row, behind a button: the browser's own disclosure, closed by Escape and by leaving it. */
export function RowActions({ record, resourceId, onDone }: RowActionsProps): ReactElement | null {
  const text = useText();
  const menu = useRef<HTMLDetailsElement>(null);
  useClosing(menu);
  const actions = record.recordActions.filter(({ name }) => name !== 'show');
  if (actions.length === 0) return null;
  return (
    <details className="ch-menu" ref={menu}>
      <summary
        className="ch-button ch-button-quiet"
        aria-label={text('list.actionsOf', { title: record.title })}
      >
        <Icon icon="MoreHorizontal" />
      </summary>
      <div className="ch-menu-list">
        {actions.map((action) => (
          <ActionLink
            key={action.name}
            action={action}
            resourceId={resourceId}
            recordId={record.id}
            onDone={onDone}
          />
        ))}
      </div>
    </details>
  );
}

function useClosing(menu: { readonly current: HTMLDetailsElement | null }): void {
  useEffect(() => {
    const element = menu.current;
    if (!element) return undefined;
    const leave = (event: Event): void => {
      const isInside = event.target instanceof Node && element.contains(event.target);
      if (!isInside) element.open = false;
    };
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !element.open) return;
      element.open = false;
      element.querySelector('summary')?.focus();
    };
    document.addEventListener('click', leave);
    document.addEventListener('focusin', leave);
    element.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('click', leave);
      document.removeEventListener('focusin', leave);
      element.removeEventListener('keydown', press);
    };
  }, [menu]);
}
