import { useCallback, useEffect, useRef, type RefObject } from 'react';

export interface FocusOnWork {
  readonly list: RefObject<HTMLUListElement>;
  readonly heading: RefObject<HTMLHeadingElement>;
  /** the keyboard moves on with what is looked at: to its row, or where the list is not shown to its heading */
  readonly claim: () => void;
}

/** Whoever works by keyboard finds the focus on what is looked at, and hears it; a mouse moves no focus. */
export function useFocusOnWork(id: string): FocusOnWork {
  const list = useRef<HTMLUListElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isClaimed = useRef(false);
  // After every change of the page: the row may come a little later than its address.
  useEffect(() => {
    if (!isClaimed.current || id === '') return;
    const row = list.current?.querySelector<HTMLElement>(`[data-transaction="${CSS.escape(id)}"]`);
    const place = row ?? heading.current;
    if (!place) return;
    isClaimed.current = false;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: 'nearest' });
  });
  return { list, heading, claim: useCallback(() => void (isClaimed.current = true), []) };
}
