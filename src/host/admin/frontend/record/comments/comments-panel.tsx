import { useEffect, useState, type ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import { Button, Failure, fetchJson, notify, Spinner, useText } from '../../../../../panel-kit/index.js';
import { CommentForm } from './comment-form.js';
import { CommentItem } from './comment-item.js';
import { doorOf, type PlaceProps } from './comment-view.js';
import { useComments } from './use-comments.js';

/** What people wrote under the record, the newest last, and a field to write more. */
export default function CommentsPanel(place: PlaceProps): ReactElement {
  const text = useText();
  const { comments, people, mayWrite, hasEarlier, problem, reload, showEarlier } = useComments(place);
  const pointedAt = usePointedAt(comments !== null);

  const send = async (body: string): Promise<void> => {
    await fetchJson(doorOf(place, 'comments'), { body: { body } });
    notify({ tone: 'success', message: text('comments.sent') });
    reload();
  };

  return (
    <section className="ch-card ch-section ch-comments" aria-labelledby="comments">
      <h2 id="comments">{text('comments.title')}</h2>
      {comments === null && !problem ? <Spinner /> : null}
      {problem ? <Failure problem={problem} onRetry={reload} /> : null}
      {hasEarlier ? (
        <Button look="quiet" onClick={() => void showEarlier()}>
          {text('comments.earlier')}
        </Button>
      ) : null}
      {comments?.length === 0 ? <p className="ch-help">{text('comments.none')}</p> : null}
      {comments && comments.length > 0 ? (
        <ul className="ch-comment-list" aria-labelledby="comments">
          {comments.map((comment) => (
            <CommentItem
              key={comment.id}
              place={place}
              comment={comment}
              people={people}
              isPointedAt={pointedAt === `comment-${comment.id}`}
              onChanged={reload}
            />
          ))}
        </ul>
      ) : null}
      {mayWrite ? (
        <CommentForm
          place={place}
          draft={{ text: '', mentioned: [] }}
          submitLabel={text('comments.send')}
          onSubmit={send}
        />
      ) : null}
    </section>
  );
}

/** A notice leads to one comment: it is shown once the comments are there. */
function usePointedAt(isReady: boolean): string | null {
  const { hash } = useLocation();
  const [pointedAt, setPointedAt] = useState<string | null>(null);
  useEffect(() => {
    if (!isReady || !hash.startsWith('#comment-')) return;
    const wanted = document.getElementById(hash.slice(1));
    setPointedAt(hash.slice(1));
    wanted?.scrollIntoView({ block: 'center' });
    wanted?.focus({ preventScroll: true });
  }, [hash, isReady]);
  return pointedAt;
}
