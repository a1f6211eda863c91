import { useLayoutEffect, useRef, type RefObject } from 'react';

/** An element that is moved in the page loses the focus: it is given back once the page stands again. */
export function useFocusAfter(
  within: RefObject<HTMLElement>,
): (widget: string, part: 'handle' | 'corner') => void {
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    within.current?.querySelector<HTMLElement>(wanted.current)?.focus();
    wanted.current = null;
  });
  return (widget, part) => {
    wanted.current = `[data-widget="${CSS.escape(widget)}"] .dashboard-${part}`;
  };
}
