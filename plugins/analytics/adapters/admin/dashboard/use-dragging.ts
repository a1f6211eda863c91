import { useEffect, useRef, useState, type PointerEvent } from 'react';

interface Dragging {
  readonly dragged: string | null;
  /** above which widget it is held */
  readonly over: string | null;
  readonly start: (event: PointerEvent, widget: string) => void;
}

/** A widget is taken by its handle and dropped on another's place; Escape lets it go where it was. */
export function useDragging(drop: (widget: string, target: string) => void): Dragging {
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const latest = useRef({ drop, over });
  latest.current = { drop, over };

  useEffect(() => {
    if (dragged === null) return undefined;
    const move = ({ clientX, clientY }: globalThis.PointerEvent): void => {
      const under = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-widget]');
      setOver(under?.dataset['widget'] ?? null);
    };
    const end = (): void => {
      setDragged(null);
      setOver(null);
    };
    const release = (): void => {
      const target = latest.current.over;
      if (target !== null && target !== dragged) latest.current.drop(dragged, target);
      end();
    };
    const press = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') end();
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', release);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', release);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', press);
    };
  }, [dragged]);

  return {
    dragged,
    over,
    start(event, widget) {
      if (event.button !== 0) return;
      // Otherwise the words on the way would be marked.
      event.preventDefault();
      (event.currentTarget as HTMLElement).focus();
      setDragged(widget);
    },
  };
}
