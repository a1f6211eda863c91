import { useTranslation, type BasePropertyJSON, type ResourceJSON } from 'adminjs';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Button, Menu, useText } from '../../../../panel-kit/index.js';
import { Icon } from '../shell/icon.js';
import { useListMemory } from './list-memory.js';

/** Every field that a column can show: the usual ones, then what a record's page shows. */
export function possibleColumns(resource: ResourceJSON): readonly BasePropertyJSON[] {
  const all = [...resource.listProperties, ...resource.showProperties];
  return all.filter(
    (property, index) =>
      property.propertyPath !== 'related' &&
      all.findIndex(({ propertyPath }) => propertyPath === property.propertyPath) === index,
  );
}

export function chosenColumns(resource: ResourceJSON, names: readonly string[]): readonly BasePropertyJSON[] {
  const possible = possibleColumns(resource);
  return names.flatMap((name) => possible.find(({ propertyPath }) => propertyPath === name) ?? []);
}

interface ListColumnsProps {
  readonly resource: ResourceJSON;
  readonly columns: readonly string[];
}

/** Which columns, and in which order; at least one. */
export function ListColumns({ resource, columns: shown }: ListColumnsProps): ReactElement {
  const text = useText();
  const { setColumns: remember, forget } = useListMemory(resource.id);
  // The box is ticked when it is pressed; the list with that column comes a moment later.
  const [wanted, setWanted] = useState<readonly string[] | null>(null);
  useEffect(() => setWanted(null), [shown.join()]);
  const columns = wanted ?? shown;
  const setColumns = (next: readonly string[]): void => {
    setWanted(next);
    remember(next);
  };
  const list = useRef<HTMLUListElement>(null);
  const chosen = chosenColumns(resource, columns);
  const others = possibleColumns(resource).filter(({ propertyPath }) => !columns.includes(propertyPath));
  const move = (at: number, step: -1 | 1): void => {
    const next = [...columns];
    const [moved] = next.splice(at, 1);
    if (moved === undefined) return;
    next.splice(at + step, 0, moved);
    setColumns(next);
    keepFocus(list.current, moved, step);
  };
  return (
    <Menu
      face={
        <>
          <Icon icon="Columns" />
          {text('list.columns')}
        </>
      }
    >
      <ul className="ch-columns" aria-label={text('list.columns')} ref={list}>
        {chosen.map((property, at) => (
          <ColumnLine
            key={property.propertyPath}
            property={property}
            isOnly={columns.length === 1}
            isChosen
            onToggle={() => setColumns(columns.filter((name) => name !== property.propertyPath))}
            onUp={at > 0 ? () => move(at, -1) : null}
            onDown={at < chosen.length - 1 ? () => move(at, 1) : null}
          />
        ))}
        {others.map((property) => (
          <ColumnLine
            key={property.propertyPath}
            property={property}
            isOnly={false}
            isChosen={false}
            onToggle={() => setColumns([...columns, property.propertyPath])}
            onUp={null}
            onDown={null}
          />
        ))}
      </ul>
      <Button look="quiet" onClick={() => void forget()}>
        {text('list.reset')}
      </Button>
    </Menu>
  );
}

interface ColumnLineProps {
  readonly property: BasePropertyJSON;
  readonly isChosen: boolean;
  readonly isOnly: boolean;
  readonly onToggle: () => void;
  readonly onUp: (() => void) | null;
  readonly onDown: (() => void) | null;
}

function ColumnLine({ property, isChosen, isOnly, onToggle, onUp, onDown }: ColumnLineProps): ReactElement {
  const text = useText();
  const { translateProperty } = useTranslation();
  const label = translateProperty(property.label, property.resourceId);
  return (
    <li data-column={property.propertyPath}>
      <label>
        <input type="checkbox" checked={isChosen} disabled={isOnly} onChange={onToggle} />
        {label}
      </label>
      {isChosen ? (
        <span className="ch-columns-order">
          <MoveButton icon="ChevronUp" label={text('list.moveUp', { label })} onPress={onUp} />
          <MoveButton icon="ChevronDown" label={text('list.moveDown', { label })} onPress={onDown} />
        </span>
      ) : null}
    </li>
  );
}

function MoveButton(props: {
  readonly icon: string;
  readonly label: string;
  readonly onPress: (() => void) | null;
}): ReactElement {
  const { icon, label, onPress } = props;
  return (
    <button
      type="button"
      className="ch-button ch-button-quiet"
      aria-label={label}
      aria-disabled={onPress === null || undefined}
      onClick={() => onPress?.()}
    >
      <Icon icon={icon} />
    </button>
  );
}

/** The line has moved; whoever moves it by keyboard goes with it. */
function keepFocus(list: HTMLElement | null, column: string, step: -1 | 1): void {
  setTimeout(() => {
    const buttons = list?.querySelectorAll<HTMLElement>(`[data-column="${CSS.escape(column)}"] button`);
    buttons?.[step === -1 ? 0 : 1]?.focus();
  });
}
