import { useId, useState, type ReactElement } from 'react';
import { Button, Menu, useLoaded, useText, type Choice } from '../../../../../src/panel-kit/index.js';

interface ChoiceMenuProps {
  readonly title: string;
  /** whose records are offered; only those that the reader may see are */
  readonly model?: string;
  /** offered without asking for them */
  readonly choices?: readonly Choice[];
  readonly chosen: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly onChange: (chosen: readonly string[]) => void;
}

const OFFERED = 30;

/** Several of what there is, ticked in a list that a part of a name shortens. */
export function ChoiceMenu({
  title,
  model,
  choices,
  chosen,
  names,
  onChange,
}: ChoiceMenuProps): ReactElement {
  const text = useText('analytics');
  const id = useId();
  const [isOpened, setOpened] = useState(false);
  const [term, setTerm] = useState('');
  const query = new URLSearchParams({ q: term, limit: `${OFFERED}` }).toString();
  const found = useLoaded<{ choices: readonly Choice[] }>(
    isOpened && model ? `/admin/x/host/choices/${model}?${query}` : null,
  );
  const offered = choices ?? found.data?.choices ?? [];
  const nameOf = (value: string): string =>
    offered.find((choice) => choice.id === value)?.title ?? names[value] ?? value;
  const others = chosen.filter((value) => !offered.some((choice) => choice.id === value));
  const all = [
    ...(term === '' ? others.map((value) => ({ id: value, title: nameOf(value) })) : []),
    ...offered,
  ];
  const [only] = chosen;
  const face =
    chosen.length === 0 || only === undefined
      ? title
      : chosen.length === 1
        ? `${title}: ${nameOf(only)}`
        : text('dashboard.filters.several', { title, count: chosen.length });
  return (
    <Menu
      face={<span className={chosen.length > 0 ? 'dashboard-chosen' : undefined}>{face}</span>}
      onOpen={() => setOpened(true)}
    >
      <div className="dashboard-choices" role="group" aria-label={title}>
        {model ? (
          <input
            type="search"
            aria-label={text('dashboard.filters.find', { title })}
            placeholder={text('dashboard.filters.find', { title })}
            value={term}
            onChange={(event) => setTerm(event.target.value)}
          />
        ) : null}
        {all.map((choice) => (
          <label key={choice.id} htmlFor={`${id}-${choice.id}`}>
            <input
              id={`${id}-${choice.id}`}
              type="checkbox"
              checked={chosen.includes(choice.id)}
              onChange={({ target: { checked } }) =>
                onChange(checked ? [...chosen, choice.id] : chosen.filter((value) => value !== choice.id))
              }
            />
            {choice.title}
          </label>
        ))}
        {all.length === 0 ? (
          <p className="ch-help">
            {text(found.data ? 'dashboard.filters.none' : 'dashboard.filters.loading')}
          </p>
        ) : null}
        {chosen.length > 0 ? (
          <Button look="quiet" onClick={() => onChange([])}>
            {text('dashboard.filters.clear')}
          </Button>
        ) : null}
      </div>
    </Menu>
  );
}
