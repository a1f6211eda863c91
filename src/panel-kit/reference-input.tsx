import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
} from 'react';
import type { ControlAttributes } from './field.js';
import { useText } from './text.js';
import { useLoaded } from './use-loaded.js';

export interface Choice {
  readonly id: string;
  readonly title: string;
}

export interface ReferenceInputProps {
  /** the Prisma model whose records are offered; only those that the reader may see are */
  readonly model: string;
  readonly value: string;
  /** the title of `value`, where it is known already */
  readonly title?: string;
  readonly onChange: (id: string, title: string) => void;
  readonly control: ControlAttributes;
  readonly disabled?: boolean;
}

/** Chooses a record by typing a part of its name: an ARIA combobox, for the keyboard as for the mouse. */
export function ReferenceInput(props: ReferenceInputProps): ReactElement {
  const { model, value, title, onChange, control, disabled } = props;
  const text = useText();
  const listId = useId();
  const known = useKnownTitle(model, value, title);
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const term = useSettled(typed);
  const found = useLoaded<{ choices: readonly Choice[] }>(
    term === null ? null : choicesUrl(model, { q: term, limit: '20' }),
  );
  const isOpen = typed !== null;
  const list = useListUnderField(isOpen);
  const choices = found.data?.choices ?? [];
  const activeChoice = choices[Math.min(active, choices.length - 1)];

  const choose = (choice: Choice | undefined): void => {
    if (choice) onChange(choice.id, choice.title);
    setTyped(null);
    setActive(0);
  };
  const type = (next: string): void => {
    setTyped(next);
    setActive(0);
    if (next === '' && value !== '') onChange('', '');
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) return setTyped('');
      const step = event.key === 'ArrowDown' ? 1 : -1;
      return setActive((active + step + Math.max(choices.length, 1)) % Math.max(choices.length, 1));
    }
    if (!isOpen) return undefined;
    if (event.key === 'Escape') return setTyped(null);
    if (event.key !== 'Enter') return undefined;
    event.preventDefault();
    return choose(activeChoice);
  };

  return (
    <div className="ch-combobox">
      <input
        {...control}
        type="text"
        role="combobox"
        autoComplete="off"
        disabled={disabled}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && activeChoice ? `${listId}-${activeChoice.id}` : undefined}
        value={typed ?? known}
        placeholder={text('combobox.placeholder')}
        onChange={(event) => type(event.target.value)}
        onClick={() => setTyped((before) => before ?? '')}
        onKeyDown={press}
        onBlur={() => setTyped(null)}
      />
      {value !== '' && !disabled ? (
        <button
          type="button"
          className="ch-combobox-clear"
          aria-label={text('combobox.clear')}
          onClick={() => choose({ id: '', title: '' })}
        >
          ×
        </button>
      ) : null}
      <ul className="ch-combobox-list" id={listId} role="listbox" hidden={!isOpen} ref={list}>
        {choices.map((choice) => (
          <li
            key={choice.id}
            id={`${listId}-${choice.id}`}
            role="option"
            aria-selected={choice.id === activeChoice?.id}
            // The field would lose focus, and the list close, before a click arrives.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(choice)}
          >
            {choice.title}
          </li>
        ))}
        {isOpen && choices.length === 0 ? (
          <li className="ch-combobox-note" role="presentation">
            {found.problem ? text('problems.noAnswer') : text(found.data ? 'combobox.none' : 'loading')}
          </li>
        ) : null}
      </ul>
    </div>
  );
}

function choicesUrl(model: string, query: Readonly<Record<string, string>>): string {
  return `/admin/x/host/choices/${encodeURIComponent(model)}?${new URLSearchParams(query).toString()}`;
}

/** The list stays under its field, whatever scrolls, and is cut by nothing. */
function useListUnderField(isOpen: boolean): RefObject<HTMLUListElement> {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const place = (): void => {
      const field = list.current?.parentElement?.getBoundingClientRect();
      if (!list.current || !field) return;
      Object.assign(list.current.style, {
        left: `${field.left}px`,
        top: `${field.bottom + 2}px`,
        width: `${field.width}px`,
      });
    };
    place();
    window.addEventListener('scroll', place, true);
    window.addEventListener('resize', place);
    return () => {
      window.removeEventListener('scroll', place, true);
      window.removeEventListener('resize', place);
    };
  }, [isOpen]);
  return list;
}

/** Only what the reader has stopped typing is asked for. */
function useSettled(typed: string | null): string | null {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null || typed === '') return setSettled(typed);
    const timer = setTimeout(() => setSettled(typed), 200);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}

/** The name of the record that is chosen: given, chosen here before, or asked for. */
function useKnownTitle(model: string, value: string, title: string | undefined): string {
  const last = useRef<Choice>({ id: '', title: '' });
  if (title) last.current = { id: value, title };
  const isKnown = value === '' || last.current.id === value;
  const asked = useLoaded<{ choices: readonly Choice[] }>(isKnown ? null : choicesUrl(model, { ids: value }));
  if (value === '') return '';
  if (isKnown) return last.current.title;
  return asked.data?.choices.find((choice) => choice.id === value)?.title ?? '';
}
