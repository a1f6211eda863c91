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

export interface FindInputProps<Answer, Found extends Choice> {
  /** the door to ask for what fits the typed words; empty words ask for the first ones */
  readonly urlOf: (term: string) => string;
  readonly choicesOf: (answer: Answer) => readonly Found[];
  /** what is chosen, by its title; empty for nothing */
  readonly title: string;
  /** null: the choice was taken back */
  readonly onChange: (found: Found | null) => void;
  readonly control: ControlAttributes;
  readonly disabled?: boolean;
}

/** Chooses one of what a door finds by a part of its name: an ARIA combobox, for the keyboard as for the mouse. */
export function FindInput<Answer, Found extends Choice>(props: FindInputProps<Answer, Found>): ReactElement {
  const { urlOf, choicesOf, title, onChange, control, disabled } = props;
  const text = useText();
  const listId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const term = useSettled(typed);
  const found = useLoaded<Answer>(term === null ? null : urlOf(term));
  const isOpen = typed !== null;
  const list = useListUnderField(isOpen);
  const choices = found.data === undefined ? [] : choicesOf(found.data);
  const activeChoice = choices[Math.min(active, choices.length - 1)];

  const choose = (choice: Found | null | undefined): void => {
    if (choice !== undefined) onChange(choice);
    setTyped(null);
    setActive(0);
  };
  const type = (next: string): void => {
    setTyped(next);
    setActive(0);
    if (next === '' && title !== '') onChange(null);
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
        value={typed ?? title}
        placeholder={text('combobox.placeholder')}
        onChange={(event) => type(event.target.value)}
        onClick={() => setTyped((before) => before ?? '')}
        onKeyDown={press}
        onBlur={() => setTyped(null)}
      />
      {title !== '' && !disabled ? (
        <button
          type="button"
          className="ch-combobox-clear"
          aria-label={text('combobox.clear')}
          onClick={() => choose(null)}
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
