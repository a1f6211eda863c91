import { useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useShortcut, useText } from '../../../../../src/panel-kit/index.js';
import { useOffers, type Offer } from './quick-offers.js';
import type { Building } from './use-building.js';

/** One box for everything: a few letters of a measure, a cut, a period, a chart or a name, and Enter. */
export function QuickAdd({ building }: { readonly building: Building }): ReactElement {
  const text = useText('reports');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const [said, say] = useState('');
  const offers = useOffers(building, typed ?? '');
  const isOpen = typed !== null;
  const current = offers[Math.min(active, offers.length - 1)];
  useShortcut({ keys: '/', label: text('builder.quick'), run: () => input.current?.focus() });

  const take = (offer: Offer | undefined): void => {
    if (!offer) return;
    offer.take();
    say(text('builder.added', { title: offer.title }));
    setTyped(null);
    setActive(0);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setTyped((before) => before ?? '');
      setActive(isOpen ? (active + step + Math.max(1, offers.length)) % Math.max(1, offers.length) : 0);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (isOpen) take(current);
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      setTyped(null);
    }
  };
  return (
    <div className="reports-quick">
      <label htmlFor={`${id}-input`}>{text('builder.quick')}</label>
      <input
        ref={input}
        id={`${id}-input`}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && current ? `${id}-${current.id}` : undefined}
        placeholder={text('builder.quickHelp')}
        value={typed ?? ''}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onClick={() => setTyped((before) => before ?? '')}
        onKeyDown={press}
        onBlur={() => setTyped(null)}
      />
      <ul
        className="reports-offered"
        id={id}
        role="listbox"
        aria-label={text('builder.quick')}
        hidden={!isOpen}
      >
        {offers.map((offer) => (
          <li
            key={offer.id}
            id={`${id}-${offer.id}`}
            role="option"
            aria-selected={offer.id === current?.id}
            // The field would lose focus, and the list close, before a click arrives.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(offer)}
          >
            {offer.title} <span className="ch-help">{offer.what}</span>
          </li>
        ))}
        {offers.length === 0 ? (
          <li className="ch-combobox-note" role="presentation">
            {text('builder.noValue')}
          </li>
        ) : null}
      </ul>
      <p className="ch-unseen" role="status">
        {said}
      </p>
    </div>
  );
}
