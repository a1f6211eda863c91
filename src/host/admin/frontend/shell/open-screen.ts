import type { ActionJSON } from 'adminjs';
import { useEffect } from 'react';

/** What the page that is open offers to be done, for the palette. */
export interface OpenScreen {
  readonly resourceId: string;
  readonly record: { readonly id: string; readonly title: string } | null;
  readonly actions: readonly ActionJSON[];
}

let open: OpenScreen | null = null;

export function openScreen(): OpenScreen | null {
  return open;
}

export function useOpenScreen(screen: OpenScreen): void {
  useEffect(() => {
    open = screen;
    return () => {
      if (open === screen) open = null;
    };
  });
}
