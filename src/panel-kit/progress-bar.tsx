import { useRef, type ReactElement } from 'react';
import { formatNumber, formatSeconds } from './format.js';
import { useText } from './text.js';

export interface ProgressBarProps {
  readonly label: string;
  readonly done: number;
  /** null while it is not known how much there is */
  readonly total: number | null;
}

/** How far a long piece of work is, and about how long it still takes, by its speed since the bar appeared. */
export function ProgressBar({ label, done, total }: ProgressBarProps): ReactElement {
  const text = useText();
  const secondsLeft = useSecondsLeft(done, total);
  const words =
    total === null
      ? formatNumber(done)
      : text('progress.of', { done: formatNumber(done), total: formatNumber(total) });
  return (
    <div className="ch-progress">
      <div className="ch-progress-words">
        <span>{label}</span>
        <span>
          {words}
          {secondsLeft === null ? '' : ` · ${text('progress.left', { time: formatSeconds(secondsLeft) })}`}
        </span>
      </div>
      <progress max={total ?? undefined} value={total === null ? undefined : done} aria-label={label} />
    </div>
  );
}

function useSecondsLeft(done: number, total: number | null): number | null {
  const start = useRef({ at: performance.now(), done });
  const gained = done - start.current.done;
  const seconds = (performance.now() - start.current.at) / 1000;
  if (total === null || done >= total || gained <= 0 || seconds < 2) return null;
  return ((total - done) / gained) * seconds;
}
