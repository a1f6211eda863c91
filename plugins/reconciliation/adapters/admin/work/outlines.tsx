import type { ReactElement } from 'react';
import { useText } from '../../../../../src/panel-kit/index.js';

/** What the list is about to look like. */
export function ListOutline(): ReactElement {
  const text = useText();
  return (
    <div className="ch-skeleton" role="status" aria-label={text('loading')}>
      {[1, 2, 3, 4, 5, 6].map((row) => (
        <div key={row} className="ch-skeleton-row">
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}

export function TransactionOutline(): ReactElement {
  const text = useText();
  return (
    <div className="ch-card ch-skeleton work-outline" role="status" aria-label={text('loading')}>
      {[1, 2, 3, 4].map((line) => (
        <div key={line} className="ch-outline-line" />
      ))}
    </div>
  );
}
