import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { asProblem, Button, useProblemSentence, useText } from '../../../../../panel-kit/index.js';
import { LONGEST_COMMENT, type PlaceProps } from './comment-view.js';
import { bodyOf, searchAt, takePerson, type Draft, type MentionSearch } from './mention-draft.js';
import { usePeople, type OfferedPerson } from './use-people.js';

interface CommentFormProps {
  readonly place: PlaceProps;
  readonly draft: Draft;
  readonly submitLabel: string;
  readonly onSubmit: (body: string) => Promise<void>;
  readonly onCancel?: () => void;
}

const COUNTED_FROM = 400;
const EMPTY: Draft = { text: '', mentioned: [] };

/** Writes a comment. Behind an @ people are offered: an ARIA listbox that the field leads, by keys as by mouse. */
export function CommentForm(props: CommentFormProps): ReactElement {
  const { place, submitLabel, onSubmit, onCancel } = props;
  const text = useText();
  const sentence = useProblemSentence();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState(props.draft);
  const [search, setSearch] = useState<MentionSearch | null>(null);
  const [active, setActive] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const caret = useRef<number | null>(null);
  const people = usePeople(place, search);
  const chosen = people?.[Math.min(active, people.length - 1)];
  const left = LONGEST_COMMENT - bodyOf(draft).length;

  useLayoutEffect(() => {
    if (caret.current === null) return;
    field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [draft]);

  const type = (value: string, at: number): void => {
    const next = { ...draft, text: value };
    setDraft(next);
    setActive(0);
    setProblem(null);
    setSearch(searchAt(next, at));
  };
  const take = (person: OfferedPerson): void => {
    if (!search) return;
    const taken = takePerson(draft, search, person);
    caret.current = taken.caret;
    setDraft(taken.draft);
    setSearch(null);
    field.current?.focus();
  };
  const send = async (): Promise<void> => {
    if (isBusy) return;
    if (draft.text.trim() === '') return field.current?.focus();
    setBusy(true);
    try {
      await onSubmit(bodyOf(draft));
      setDraft(EMPTY);
      setProblem(null);
    } catch (error) {
      setProblem(sentence(asProblem(error)));
    }
    setBusy(false);
    field.current?.focus();
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return void send();
    }
    if (!search || !people) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      return setSearch(null);
    }
    if (people.length === 0) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : people.length - 1;
      return setActive((before) => (before + step) % people.length);
    }
    if ((event.key === 'Enter' || event.key === 'Tab') && chosen && !event.shiftKey) {
      event.preventDefault();
      take(chosen);
    }
  };

  return (
    <form
      className="ch-comment-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label htmlFor={id}>{text('comments.label')}</label>
      <div className="ch-mention-field">
        <textarea
          id={id}
          ref={field}
          rows={3}
          value={draft.text}
          aria-describedby={[`${id}-help`, problem ? `${id}-problem` : ''].filter(Boolean).join(' ')}
          aria-invalid={problem ? true : undefined}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={`${id}-people`}
          aria-activedescendant={search && chosen ? `${id}-${chosen.id}` : undefined}
          onChange={(event) => type(event.target.value, event.target.selectionStart)}
          onKeyDown={press}
          onBlur={() => setSearch(null)}
        />
        <PeopleList id={id} people={people} chosen={chosen} onTake={take} />
      </div>
      <p className="ch-help" id={`${id}-help`}>
        {text('comments.help')}
        {left < COUNTED_FROM ? (
          <span className={left < 0 ? 'ch-comment-over' : undefined}>
            {' '}
            {text(left < 0 ? 'comments.over' : 'comments.left', { count: Math.abs(left) })}
          </span>
        ) : null}
      </p>
      {problem ? (
        <p className="ch-error" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      ) : null}
      <div className="ch-actions">
        <Button type="submit" look="primary" busy={isBusy} disabled={left < 0}>
          {submitLabel}
        </Button>
        {onCancel ? <Button onClick={onCancel}>{text('comments.cancel')}</Button> : null}
      </div>
    </form>
  );
}

function PeopleList(props: {
  readonly id: string;
  readonly people: readonly OfferedPerson[] | undefined;
  readonly chosen: OfferedPerson | undefined;
  readonly onTake: (person: OfferedPerson) => void;
}): ReactElement {
  const { id, people, chosen, onTake } = props;
  const text = useText();
  const words =
    people?.length === 0 ? text('comments.nobody') : text('comments.offered', { count: people?.length ?? 0 });
  return (
    <>
      <ul
        className="ch-mention-list"
        id={`${id}-people`}
        role="listbox"
        aria-label={text('comments.people')}
        hidden={!people || people.length === 0}
      >
        {people?.map((person) => (
          <li
            key={person.id}
            id={`${id}-${person.id}`}
            role="option"
            aria-selected={person.id === chosen?.id}
            // The field would lose focus, and the list close, before a click arrives.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(person)}
          >
            {person.name} <span className="ch-help">{person.role}</span>
          </li>
        ))}
      </ul>
      <p className={people?.length === 0 ? 'ch-help' : 'ch-unseen'} role="status">
        {people ? words : ''}
      </p>
    </>
  );
}
