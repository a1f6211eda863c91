import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';

interface MenuProps {
  /** on the button */
  readonly face: ReactNode;
  /** of the button, where its face says too little */
  readonly label?: string;
  readonly quiet?: boolean;
  readonly onOpen?: () => void;
  /** a press on one of its buttons closes it */
  readonly closesItself?: boolean;
  readonly children: ReactNode;
}

/** What opens under a button: the browser's own disclosure, closed by Escape and by leaving it. */
export function Menu(props: MenuProps): ReactElement {
  const { face, label, quiet = false, onOpen, closesItself = false, children } = props;
  const menu = useRef<HTMLDetailsElement>(null);
  useClosing(menu);
  const toggled = (): void => {
    place(menu.current);
    if (menu.current?.open) onOpen?.();
  };
  return (
    <details className="ch-menu" ref={menu} onToggle={toggled}>
      <summary
        className={quiet ? 'ch-button ch-button-quiet' : 'ch-button ch-button-plain'}
        aria-label={label}
      >
        {face}
      </summary>
      <div
        className="ch-menu-list"
        onClick={(event) => {
          const isChosen = event.target instanceof Element && event.target.closest('button') !== null;
          if (closesItself && isChosen) close(menu.current);
        }}
      >
        {children}
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
  const top = fitsBelow ? button.bottom : Math.max(8, button.top - height);
  list.style.top = `${top}px`;
  list.style.left = `${Math.max(8, Math.min(button.right - width, window.innerWidth - width - 8))}px`;
}

/** What had the focus is gone: the button that opened the menu has it again. */
function close(menu: HTMLDetailsElement | null): void {
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
}

function useClosing(menu: { readonly current: HTMLDetailsElement | null }): void {
  useEffect(() => {
    const element = menu.current;
    if (!element) return undefined;
    const leave = (event: Event): void => {
      // What was pressed may be gone from the page by now, a dialog's button or a row of the menu.
      const isInside = event.target instanceof Node && element.contains(event.target);
      const isElsewhere = event.target instanceof Element && event.target.closest('dialog');
      if (!isInside && !isElsewhere && event.target instanceof Node && event.target.isConnected)
        element.open = false;
    };
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && element.open) close(element);
    };
    // A scroll that is told of late, after the menu was opened where it is now, moves nothing away from it.
    let openedAt = 0;
    const note = (): void => void (openedAt = element.getBoundingClientRect().top);
    const scroll = (event: Event): void => {
      if (event.target instanceof Node && element.contains(event.target)) return;
      if (element.getBoundingClientRect().top !== openedAt) element.open = false;
    };
    element.addEventListener('click', note);
    window.addEventListener('scroll', scroll, true);
    document.addEventListener('click', leave);
    document.addEventListener('focusin', leave);
    element.addEventListener('keydown', press);
    return () => {
      element.removeEventListener('click', note);
      window.removeEventListener('scroll', scroll, true);
      document.removeEventListener('click', leave);
      document.removeEventListener('focusin', leave);
      element.removeEventListener('keydown', press);
    };
  }, [menu]);
}
