import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useLoaded, useText } from '../../../../src/panel-kit/index.js';
import type { FilterValue } from '../../contract/doors.js';

export interface ValuePickerProps {
  readonly label: string;
  /** the door that knows the values; `term` is added to it */
  readonly door: string;
  readonly chosen: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly onChange: (chosen: readonly string[], learned: readonly FilterValue[]) => void;
}

const SETTLE_MS = 150;

/** Several values, found by a part of their names: an ARIA combobox whose choices stay above it until they are taken out. */
export function ValuePicker({ label, door, chosen, labels, onChange }: ValuePickerProps): ReactElement {
  const text = useText('reports');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const term = useSettled(typed);
  const found = useLoaded<readonly FilterValue[]>(
    term === null ? null : `${door}&${new URLSearchParams({ term }).toString()}`,
  );
  const isOpen = typed !== null;
  const offered = (found.data ?? []).filter((value) => !chosen.includes(value.id));
  const current = offered[Math.min(active, offered.length - 1)];

  const choose = (value: FilterValue | undefined): void => {
    if (!value) return;
    onChange([...chosen, value.id], [value]);
    setTyped('');
    setActive(0);
  };
  const remove = (value: string): void => {
    onChange(
      chosen.filter((each) => each !== value),
      [],
    );
    input.current?.focus();
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) return setTyped('');
      const step = event.key === 'ArrowDown' ? 1 : -1;
      return setActive((active + step + Math.max(offered.length, 1)) % Math.max(offered.length, 1));
    }
    if (event.key === 'Backspace' && (typed ?? '') === '' && chosen.length > 0)
      return onChange(chosen.slice(0, -1), []);
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      return setTyped(null);
    }
    if (event.key !== 'Enter') return undefined;
    event.preventDefault();
    return isOpen ? choose(current) : setTyped('');
  };

  return (
    <div className="reports-values">
      {chosen.length > 0 ? (
        <ul className="ch-chips">
          {chosen.map((value) => (
            <li key={value} className="ch-chip">
              {labels[value] ?? value}
              <button
                type="button"
                aria-label={text('builder.remove', { title: labels[value] ?? value })}
                onClick={() => remove(value)}
              >
                <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="ch-combobox">
        <input
          ref={input}
          type="text"
          role="combobox"
          autoComplete="off"
          aria-label={label}
          aria-expanded={isOpen}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && current ? `${id}-${current.id}` : undefined}
          placeholder={text('builder.findValue')}
          value={typed ?? ''}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
          onClick={() => setTyped((before) => before ?? '')}
          onKeyDown={press}
          onBlur={() => setTyped(null)}
        />
        <ul className="reports-offered" id={id} role="listbox" aria-label={label} hidden={!isOpen}>
          {offered.map((value) => (
            <li
              key={value.id}
              id={`${id}-${value.id}`}
              role="option"
              aria-selected={value.id === current?.id}
              // The field would lose focus, and the list close, before a click arrives.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(value)}
            >
              {value.label}
            </li>
          ))}
          {isOpen && offered.length === 0 ? (
            <li className="ch-combobox-note" role="presentation">
              {text(
                found.data ? 'builder.noValue' : found.problem ? 'builder.valuesFailed' : 'builder.loading',
              )}
            </li>
          ) : null}
        </ul>
      </div>
    </div>
  );
}

/** Only what the reader has stopped typing is asked for. */
function useSettled(typed: string | null): string | null {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null || typed === '') return setSettled(typed);
    const timer = setTimeout(() => setSettled(typed), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
