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
    <details className="ch-menu" ref={menu} onToggle={() => place(menu.current)}>
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
            title={record.title}
            onDone={onDone}
          />
        ))}
      </div>
    </details>
  );
}

/** Under its button, or above it where the window ends. */
function place(menu: HTMLDetailsElement | null): void {
  const list = menu?.querySelector<HTMLElement>('.ch-menu-list');
  if (!menu?.open || !list) return;
  const button = menu.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const fitsBelow = button.bottom + height < window.innerHeight;
  list.style.top = `${Math.max(0, fitsBelow ? button.bottom : button.top - height)}px`;
  list.style.left = `${Math.min(Math.max(8, button.right - width), window.innerWidth - width - 8)}px`;
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
    const scroll = (): void => {
      element.open = false;
    };
    window.addEventListener('scroll', scroll, true);
    document.addEventListener('click', leave);
    document.addEventListener('focusin', leave);
    element.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('scroll', scroll, true);
      document.removeEventListener('click', leave);
      document.removeEventListener('focusin', leave);
      element.removeEventListener('keydown', press);
    };
  }, [menu]);
}
