import type { ReactElement } from 'react';

/** Who did what to the record: its part of the audit trail. */
export function RecordHistory(_: { readonly model: string; readonly id: string }): ReactElement | null {
  return null;
}
