import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { Button } from './button.js';
import { useText } from './text.js';

export interface DialogProps {
  /** names the dialog; stands above its content */
  readonly title: string;
  /** Escape, the cross, a press beside it: the owner takes the dialog out of the page */
  readonly onClose: () => void;
  /** `alertdialog` where something is lost by the wrong answer */
  readonly role?: 'dialog' | 'alertdialog';
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * The one dialog of the panel, on the browser's own: what lies behind is out of reach, Tab stays inside, Escape closes, and the focus
 * goes back to whatever opened it. The first thing marked `data-first-focus` gets the focus, else the first that can have it.
 */
export function Dialog({ title, onClose, role = 'dialog', className, children }: DialogProps): ReactElement {
  const text = useText();
  const id = useId();
  const dialog = useModal();
  return (
    <dialog
      ref={dialog}
      role={role === 'alertdialog' ? role : undefined}
      className={['ch-dialog', className].filter(Boolean).join(' ')}
      aria-labelledby={id}
      onKeyDown={keepTabInside}
      onCancel={(event) => {
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
      // Some browsers let a second Escape through.
      onClose={(event) => {
        if (event.target === dialog.current) onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === dialog.current && isOutside(event.currentTarget, event)) onClose();
      }}
    >
      <div className="ch-dialog-head">
        <h2 id={id}>{title}</h2>
        <Button look="quiet" aria-label={text('close')} onClick={onClose}>
          <span aria-hidden="true">×</span>
        </Button>
      </div>
      <div className="ch-dialog-body ch-stack">{children}</div>
    </dialog>
  );
}

function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    opener.current = document.activeElement;
    element?.showModal();
    const first =
      element?.querySelector<HTMLElement>('[data-first-focus]') ??
      element?.querySelector<HTMLElement>(`.ch-dialog-body :is(${FOCUSABLE})`);
    first?.focus();
    return () => element?.close();
  }, []);
  // Once the dialog has left the page: until then nothing outside of it can be focused.
  useEffect(
    () => () => {
      const before = opener.current;
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [],
  );
  return dialog;
}

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled, [type="hidden"]), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** The browser would let Tab leave for its own bars. */
function keepTabInside(event: KeyboardEvent<HTMLDialogElement>): void {
  if (event.key !== 'Tab') return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => element.tabIndex >= 0 && element.getClientRects().length > 0,
  );
  const [edge, next] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
  if (document.activeElement !== edge) return;
  event.preventDefault();
  next?.focus();
}

/** A press on the shade is a press on the dialog itself, beside its box. */
function isOutside(
  element: HTMLElement,
  press: { readonly clientX: number; readonly clientY: number },
): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return press.clientX < left || press.clientX > right || press.clientY < top || press.clientY > bottom;
}
