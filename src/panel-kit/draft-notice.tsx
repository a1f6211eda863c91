import type { ReactElement } from 'react';
import { Button } from './button.js';
import type { Draft } from './draft.js';
import { formatDateTime } from './format.js';
import { Notice } from './notice.js';
import { useText } from './text.js';

/** What was typed before and never saved: to be taken back, or thrown away. */
export function DraftNotice({ draft }: { readonly draft: Draft }): ReactElement | null {
  const text = useText();
  if (draft.wasResumed) return <Notice tone="info">{text('draft.resumed')}</Notice>;
  if (draft.at === null) return null;
  return (
    <Notice tone="info">
      <p>{text('draft.offered', { at: formatDateTime(draft.at) })}</p>
      <div className="ch-actions">
        <Button onClick={draft.restore}>{text('draft.restore')}</Button>
        <Button look="quiet" onClick={draft.discard}>
          {text('draft.discard')}
        </Button>
      </div>
    </Notice>
  );
}
