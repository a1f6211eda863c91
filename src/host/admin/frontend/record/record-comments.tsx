import type { ReactElement } from 'react';

/** What people wrote under the record. */
export function RecordComments(_: { readonly model: string; readonly id: string }): ReactElement | null {
  return null;
}
