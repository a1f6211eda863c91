import type { ReactElement } from 'react';
import { useText } from '../../../../panel-kit/index.js';

interface SkeletonProps {
  /** what will stand here: its outlines keep the place */
  readonly shape: 'record' | 'form' | 'widget';
}

const LINES: Readonly<Record<SkeletonProps['shape'], number>> = { record: 8, form: 6, widget: 4 };

/** The outlines of what is being fetched, at once: nothing jumps when it comes. */
export function Skeleton({ shape }: SkeletonProps): ReactElement {
  const text = useText();
  return (
    <div className={`ch-loading ch-outline ch-outline-${shape}`} role="status">
      <span className="ch-unseen">{text('loading')}</span>
      {Array.from({ length: LINES[shape] }, (_, index) => (
        <span key={index} className="ch-outline-line" aria-hidden="true" />
      ))}
    </div>
  );
}
