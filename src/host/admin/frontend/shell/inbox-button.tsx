import type { ReactElement } from 'react';

/** The way to the inbox, with the number of notices that wait. */
export function InboxButton(): ReactElement | null {
  return null;
}
