import type { ReactElement } from 'react';

/** What a kind of notice is called, and when one is told of it. */
export function KindName({ title, help }: { readonly title: string; readonly help: string }): ReactElement {
  return (
    <div className="told-kind">
      <strong>{title}</strong>
      <p className="ch-help">{help}</p>
    </div>
  );
}
