import type { ButtonHTMLAttributes, MouseEvent, ReactElement, ReactNode } from 'react';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` once a page, `danger` for what cannot be taken back, `quiet` for what is rarely needed */
  readonly look?: 'primary' | 'plain' | 'danger' | 'quiet';
  /** shows that it works, and cannot be pressed again meanwhile */
  readonly busy?: boolean;
  readonly children: ReactNode;
}

export function Button({
  look = 'plain',
  busy = false,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps): ReactElement {
  const { children, className, ...attributes } = rest;
  return (
    <button
      {...attributes}
      type={type}
      className={['ch-button', `ch-button-${look}`, className].filter(Boolean).join(' ')}
      // Not `disabled`: whoever pressed it by keyboard would lose the place on the page.
      aria-disabled={busy || attributes['aria-disabled']}
      aria-busy={busy || undefined}
      onClick={busy ? swallow : onClick}
    >
      {busy ? <span className="ch-spinner ch-spinner-small" aria-hidden="true" /> : null}
      {children}
    </button>
  );
}

/** A form is not sent a second time by the button that is sending it, nor by Enter, which presses that button. */
function swallow(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** A link that looks like a button: for what leads elsewhere rather than does something. */
export function LinkButton(props: {
  readonly href: string;
  readonly look?: ButtonProps['look'];
  readonly download?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <a className={`ch-button ch-button-${props.look ?? 'plain'}`} href={props.href} download={props.download}>
      {props.children}
    </a>
  );
}
