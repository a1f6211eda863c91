import { useState, type ReactElement } from 'react';
import { asProblem, Button, Failure, fetchJson, useText, type Problem } from '../../../../panel-kit/index.js';
import { ActionFields } from './action-fields.js';
import { startingInput, type ActionField, type ActionView, type Input } from './action-view.js';

interface OtherVersionProps {
  readonly view: ActionView;
  readonly door: string;
  readonly ids: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly input: Input;
  /** values that take the place of typed ones */
  readonly onTake: (values: Input) => void;
}

/** What somebody else saved while the form was being filled in, beside it. From then on the form follows that version. */
export function OtherVersion({ view, door, ids, params, input, onTake }: OtherVersionProps): ReactElement {
  const text = useText();
  const [theirs, setTheirs] = useState<Input | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = async (): Promise<void> => {
    try {
      const query = new URLSearchParams({ ids: ids.join(',') }).toString();
      const { defaults } = await fetchJson<ActionView>(`${door}?${query}`);
      const now = startingInput(view.fields, defaults);
      setTheirs(now);
      onTake(pick(now, view.fields.filter(isHidden)));
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  if (problem) return <Failure problem={problem} onRetry={() => void load()} />;
  if (!theirs) return <Button onClick={() => void load()}>{text('conflict.load')}</Button>;
  const differing = view.fields.filter(
    (field) => !isHidden(field) && JSON.stringify(input[field.name]) !== JSON.stringify(theirs[field.name]),
  );
  return (
    <section className="ch-stack" aria-label={text('conflict.other')}>
      <h2>{text('conflict.other')}</h2>
      {differing.length === 0 ? <p>{text('conflict.same')}</p> : null}
      {differing.map((field) => (
        <div key={field.name} className="ch-stack">
          <fieldset className="ch-conflict" disabled>
            <legend>
              {field.label} <span className="ch-help">({text('conflict.differs')})</span>
            </legend>
            <ActionFields fields={[field]} input={theirs} missing={[]} params={params} onChange={noChange} />
          </fieldset>
          <div className="ch-actions">
            <Button onClick={() => onTake(pick(theirs, [field]))}>
              {text('conflict.takeTheirs', { field: field.label })}
            </Button>
          </div>
        </div>
      ))}
    </section>
  );
}

function isHidden({ kind }: ActionField): boolean {
  return kind === 'hidden';
}

function pick(input: Input, fields: readonly ActionField[]): Input {
  return Object.fromEntries(fields.map(({ name }) => [name, input[name] ?? '']));
}

/** It is there to be read. */
function noChange(): void {}
