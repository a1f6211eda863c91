import { useRef, type ReactElement } from 'react';
import { formatNumber, formatSeconds } from './format.js';
import { useText } from './text.js';

export interface ProgressBarProps {
  readonly label: string;
  readonly done: number;
  /** null while it is not known how much there is */
  readonly total: number | null;
  /** ISO 8601: when the work began, where that is known; else its speed is taken since the bar appeared */
  readonly since?: string | null;
  /** how an amount of it is written; as a number when nothing is said */
  readonly format?: (amount: number) => string;
}

/** How far a long piece of work is, and about how long it still takes at the speed that it had. */
export function ProgressBar({
  label,
  done,
  total,
  since,
  format = formatNumber,
}: ProgressBarProps): ReactElement {
  const text = useText();
  const secondsLeft = useSecondsLeft(done, total, since ?? null);
  const words =
    total === null ? format(done) : text('progress.of', { done: format(done), total: format(total) });
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

function useSecondsLeft(done: number, total: number | null, since: string | null): number | null {
  const appeared = useRef({ at: Date.now(), done });
  const start = since === null ? appeared.current : { at: Date.parse(since), done: 0 };
  const gained = done - start.done;
  const seconds = (Date.now() - start.at) / 1000;
  if (total === null || done >= total || gained <= 0 || seconds < 2) return null;
  return ((total - done) / gained) * seconds;
}
