import type { ReactElement } from 'react';

const PATHS = {
  grip: 'M6 3.5h.01M6 8h.01M6 12.5h.01M10 3.5h.01M10 8h.01M10 12.5h.01',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  corner: 'M13 5 5 13M13 10l-3 3',
} as const;

/** Decoration beside words; never the only thing that says what a control does. */
export function Mark({ shape }: { readonly shape: keyof typeof PATHS }): ReactElement {
  return (
    <svg className="dashboard-mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[shape]} />
    </svg>
  );
}
