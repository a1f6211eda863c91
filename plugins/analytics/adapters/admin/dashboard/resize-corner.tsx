import { useRef, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react';
import { useText } from '../../../../../src/panel-kit/index.js';
import type { Place } from '../../../domain/dashboard-layout.js';
import { Mark } from './icons.js';

interface ResizeCornerProps {
  readonly title: string;
  readonly place: Place;
  readonly onResize: (size: { width?: number; height?: number }) => void;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** The corner that a widget is drawn larger or smaller by; with the keyboard, the arrows do it. */
export function ResizeCorner({ title, place, onResize }: ResizeCornerProps): ReactElement {
  const text = useText('analytics');
  const began = useRef<{ x: number; y: number; column: number; row: number; place: Place } | null>(null);
  const start = (event: PointerEvent<HTMLButtonElement>): void => {
    const widget = event.currentTarget.closest('[data-widget]');
    if (event.button !== 0 || !widget) return;
    event.preventDefault();
    event.currentTarget.focus();
    event.currentTarget.setPointerCapture(event.pointerId);
    const { width, height } = widget.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    began.current = { x, y, column: width / place.width, row: height / place.height, place };
  };
  const move = (event: PointerEvent): void => {
    if (!began.current) return;
    const { x, y, column, row, place: before } = began.current;
    const width = before.width + Math.round((event.clientX - x) / column);
    const height = before.height + Math.round((event.clientY - y) / row);
    if (width !== place.width || height !== place.height) onResize({ width, height });
  };
  const end = (): void => {
    began.current = null;
  };
  const press = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    onResize({ width: place.width + step[0], height: place.height + step[1] });
  };
  return (
    <button
      type="button"
      className="dashboard-corner"
      aria-label={text('dashboard.arranging.corner', { title })}
      title={text('dashboard.arranging.cornerHelp')}
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={press}
    >
      <Mark shape="corner" />
    </button>
  );
}
