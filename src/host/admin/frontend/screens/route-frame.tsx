import type { ReactElement, ReactNode } from 'react';

/** Around whatever an action shows. */
export function RouteFrame({ children }: { readonly children?: ReactNode }): ReactElement {
  return <div className="ch-page">{children}</div>;
}
