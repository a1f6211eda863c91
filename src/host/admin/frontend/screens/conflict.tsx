import { useTranslation, type BasePropertyJSON, type RecordJSON, type ResourceJSON } from 'adminjs';
import { useEffect, useId, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { Button, formatDateTime, useText } from '../../../../panel-kit/index.js';
import { ShownValue } from '../values/shown-value.js';

/** As the server answers a form that was filled from an older version. */
export interface StaleSave {
  readonly mine: RecordJSON;
  readonly theirs: RecordJSON;
  readonly who: string | null;
  readonly at: string | null;
}

type Side = 'mine' | 'theirs';

interface ConflictProps {
  readonly resource: ResourceJSON;
  readonly conflict: StaleSave;
  readonly busy: boolean;
  /** values of every field that differs, and the version that they now follow */
  readonly onSave: (params: RecordJSON['params']) => void;
}

/** Both versions side by side: for each field that differs one is chosen. What was typed is chosen until the reader says otherwise. */
export function Conflict({ resource, conflict, busy, onSave }: ConflictProps): ReactElement {
  const text = useText();
  const { mine, theirs, who, at } = conflict;
  const heading = useFocusOnce();
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const differing = resource.editProperties.filter(({ propertyPath }) => differs(propertyPath, mine, theirs));

  const save = (event: FormEvent): void => {
    event.preventDefault();
    const chosen = differing.map(({ propertyPath: name }) => {
      const { params } = sides[name] === 'theirs' ? theirs : mine;
      return [name, asText(params[name])];
    });
    onSave({
      ...(Object.fromEntries(chosen) as Record<string, string>),
      version: asText(theirs.params['version']),
    });
  };
  return (
    <form className="ch-card ch-stack" onSubmit={save}>
      <h2 ref={heading} tabIndex={-1}>
        {text('conflict.title')}
      </h2>
      <p>
        {who && at
          ? text('conflict.about', { who, when: formatDateTime(at) })
          : text('conflict.aboutUnknown')}
      </p>
      {differing.length === 0 ? <p>{text('conflict.same')}</p> : null}
      {differing.map((property) => (
        <Choice
          key={property.propertyPath}
          property={property}
          conflict={conflict}
          side={sides[property.propertyPath] ?? 'mine'}
          onChoose={(side) => setSides({ ...sides, [property.propertyPath]: side })}
        />
      ))}
      <div className="ch-form-end">
        <Button type="submit" look="primary" busy={busy}>
          {text('conflict.save')}
        </Button>
      </div>
    </form>
  );
}

function Choice({
  property,
  conflict,
  side,
  onChoose,
}: {
  readonly property: BasePropertyJSON;
  readonly conflict: StaleSave;
  readonly side: Side;
  readonly onChoose: (side: Side) => void;
}): ReactElement {
  const text = useText();
  const id = useId();
  const { translateProperty } = useTranslation();
  return (
    <fieldset className="ch-conflict">
      <legend>
        {translateProperty(property.label, property.resourceId)}{' '}
        <span className="ch-help">({text('conflict.differs')})</span>
      </legend>
      {(['mine', 'theirs'] as const).map((which) => (
        <label key={which} className="ch-choice">
          <input type="radio" name={id} checked={side === which} onChange={() => onChoose(which)} />
          <span>
            <strong>{text(`conflict.${which}`)}: </strong>
            <ShownValue property={property} record={conflict[which]} linked={false} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function differs(name: string, mine: RecordJSON, theirs: RecordJSON): boolean {
  return asText(mine.params[name]) !== asText(theirs.params[name]);
}

function asText(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

/** The screen has changed under the reader's hands: what happened is read first. */
function useFocusOnce() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return heading;
}
