import { useState, type ReactElement } from 'react';
import { Button, Field, ReferenceInput, useText } from '../../../../../src/panel-kit/index.js';

export interface ChosenRecord {
  /** or what it is called by: a representative's code, an invoice's number */
  readonly id: string;
  readonly title: string;
}

interface RecordChooserProps {
  readonly model: 'Representative' | 'Invoice';
  readonly chosen: readonly ChosenRecord[];
  readonly onChange: (chosen: readonly ChosenRecord[]) => void;
}

/** Records that are here, found by a part of their name, and those that are here no more, by code or number. */
export function RecordChooser({ model, chosen, onChange }: RecordChooserProps): ReactElement {
  const text = useText('backup');
  const [typed, setTyped] = useState('');
  const add = (record: ChosenRecord): void => {
    if (record.id !== '' && !chosen.some(({ id }) => id === record.id)) onChange([...chosen, record]);
  };
  const addTyped = (): void => {
    const name = typed.trim();
    add({ id: name, title: name });
    setTyped('');
  };
  return (
    <div>
      <div className="ch-fields">
        <Field label={text(`records.${model}.find`)}>
          {(control) => (
            <ReferenceInput
              // Empty again after each choice.
              key={chosen.length}
              model={model}
              value=""
              onChange={(id, title) => add({ id, title })}
              control={control}
            />
          )}
        </Field>
        <Field label={text(`records.${model}.gone`)}>
          {(control) => (
            <div className="backup-typed">
              <input
                {...control}
                type="text"
                maxLength={60}
                autoComplete="off"
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return;
                  event.preventDefault();
                  addTyped();
                }}
              />
              <Button disabled={typed.trim() === ''} onClick={addTyped}>
                {text('records.add')}
              </Button>
            </div>
          )}
        </Field>
      </div>
      {chosen.length > 0 ? (
        <ul className="ch-chips backup-chosen">
          {chosen.map(({ id, title }) => (
            <li className="ch-chip" key={id}>
              {title}
              <Button
                look="quiet"
                aria-label={text('records.remove', { title })}
                onClick={() => onChange(chosen.filter((each) => each.id !== id))}
              >
                <span aria-hidden="true">×</span>
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
