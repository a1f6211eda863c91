import type { ReactElement, ReactNode } from 'react';

export interface NoticeProps {
  readonly tone: 'info' | 'success' | 'warning' | 'error';
  readonly title?: string;
  readonly children?: ReactNode;
}

/** A message that stays where it is. An error interrupts a screen reader, the others wait their turn. */
export function Notice({ tone, title, children }: NoticeProps): ReactElement {
  return (
    <div className={`ch-notice ch-notice-${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
      {title ? <p className="ch-notice-title">{title}</p> : null}
      {children}
    </div>
  );
}
