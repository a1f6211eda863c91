import { lazy, Suspense, type ReactElement } from 'react';
import { house } from '../../../../panel-kit/index.js';

const CommentsPanel = lazy(() => import('./comments/comments-panel.js'));

/** What people wrote under the record, for those who may read it. */
export function RecordComments(place: { readonly model: string; readonly id: string }): ReactElement | null {
  if (!house().canReadComments) return null;
  return (
    <Suspense fallback={null}>
      <CommentsPanel key={`${place.model}/${place.id}`} {...place} />
    </Suspense>
  );
}
