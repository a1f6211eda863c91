import { useRef, useState, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  confirmFirst,
  fetchJson,
  formatDateTime,
  notify,
  useProblemSentence,
  useText,
} from '../../../../../panel-kit/index.js';
import { CommentForm } from './comment-form.js';
import { CommentText } from './comment-text.js';
import { doorOf, type CommentView, type PeopleNames, type PlaceProps } from './comment-view.js';
import { draftOf } from './mention-draft.js';

interface CommentItemProps {
  readonly place: PlaceProps;
  readonly comment: CommentView;
  readonly people: PeopleNames;
  readonly isPointedAt: boolean;
  readonly onChanged: () => void;
}

/** One comment, with what its reader may do about it. */
export function CommentItem({
  place,
  comment,
  people,
  isPointedAt,
  onChanged,
}: CommentItemProps): ReactElement {
  const text = useText();
  const sentence = useProblemSentence();
  const item = useRef<HTMLLIElement>(null);
  const [isEditing, setEditing] = useState(false);
  const time = formatDateTime(comment.createdAt);
  const door = `${doorOf(place, 'comments')}/${comment.id}`;

  const leave = (): void => {
    setEditing(false);
    item.current?.focus();
  };
  const save = async (body: string): Promise<void> => {
    await fetchJson(door, { method: 'PUT', body: { body, version: comment.version } });
    notify({ tone: 'success', message: text('comments.saved') });
    leave();
    onChanged();
  };
  const remove = async (): Promise<void> => {
    const isSure = await confirmFirst({
      title: text('comments.removeConfirm'),
      yes: text('comments.remove'),
      danger: true,
    });
    if (!isSure) return;
    try {
      await fetchJson(door, { method: 'DELETE' });
      notify({ tone: 'success', message: text('comments.deleted') });
      item.current?.focus();
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    }
    onChanged();
  };

  return (
    <li
      id={`comment-${comment.id}`}
      ref={item}
      tabIndex={-1}
      className={isPointedAt ? 'ch-comment ch-comment-pointed' : 'ch-comment'}
    >
      <p className="ch-comment-head">
        <strong>{comment.author || text('comments.gone')}</strong>
        <span>
          <time dateTime={comment.createdAt}>{time}</time>
          {comment.isEdited ? ` · ${text('comments.edited')}` : ''}
        </span>
      </p>
      {comment.isDeleted ? <p className="ch-help">{text('comments.removed')}</p> : null}
      {isEditing ? (
        <CommentForm
          place={place}
          draft={draftOf(comment.body, people)}
          submitLabel={text('comments.save')}
          onSubmit={save}
          onCancel={leave}
        />
      ) : (
        <>
          {comment.isDeleted ? null : <CommentText body={comment.body} people={people} />}
          <div className="ch-actions">
            {comment.mayEdit ? (
              <Button
                look="quiet"
                aria-label={text('comments.editOf', { time })}
                onClick={() => setEditing(true)}
              >
                {text('comments.edit')}
              </Button>
            ) : null}
            {comment.mayDelete ? (
              <Button
                look="quiet"
                aria-label={text('comments.removeOf', { author: comment.author, time })}
                onClick={() => void remove()}
              >
                {text('comments.remove')}
              </Button>
            ) : null}
          </div>
        </>
      )}
    </li>
  );
}
