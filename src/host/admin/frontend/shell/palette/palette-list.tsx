import { useEffect, useRef, type ReactElement } from 'react';
import { useText } from '../../../../../panel-kit/index.js';
import { Icon } from '../icon.js';
import type { PaletteEntry } from './palette-entry.js';

interface PaletteListProps {
  readonly id: string;
  readonly entries: readonly PaletteEntry[];
  readonly chosen: PaletteEntry | undefined;
  readonly idOf: (index: number) => string;
  readonly onPoint: (index: number) => void;
  readonly onChoose: (entry: PaletteEntry) => void;
}

export function PaletteList({
  id,
  entries,
  chosen,
  idOf,
  onPoint,
  onChoose,
}: PaletteListProps): ReactElement {
  const text = useText();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div className="ch-palette-list" role="listbox" id={id} ref={list} aria-label={text('palette.title')}>
      {[...new Set(entries.map(({ group }) => group))].map((group) => (
        <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
          <div className="ch-palette-group" id={`${id}-${group}`} role="presentation">
            {text(`palette.groups.${group}`)}
          </div>
          {entries.map((entry, index) =>
            entry.group === group ? (
              <div
                key={entry.id}
                id={idOf(index)}
                role="option"
                aria-selected={entry === chosen}
                // The field keeps the focus.
                onMouseDown={(event) => event.preventDefault()}
                onMouseMove={() => onPoint(index)}
                onClick={() => onChoose(entry)}
              >
                <Icon icon={entry.icon ?? 'FileText'} />
                <span>{entry.label}</span>
                {entry.note ? <small>{entry.note}</small> : null}
              </div>
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}
