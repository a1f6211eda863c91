import type { ButtonHTMLAttributes, ReactElement, ReactNode } from 'react';

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
  disabled,
  type = 'button',
  ...rest
}: ButtonProps): ReactElement {
  const { children, className, ...attributes } = rest;
  return (
    <button
      {...attributes}
      type={type}
      className={['ch-button', `ch-button-${look}`, className].filter(Boolean).join(' ')}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
    >
      {busy ? <span className="ch-spinner ch-spinner-small" aria-hidden="true" /> : null}
      {children}
    </button>
  );
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
