import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button, Dialog, mayLeave, useText } from '../../../../../panel-kit/index.js';
import { Icon } from '../icon.js';
import { fitting, type PaletteEntry } from './palette-entry.js';
import { PaletteList } from './palette-list.js';
import { recentEntries, rememberEntry } from './recent.js';
import { useEntries } from './use-entries.js';
import { useRecords } from './use-records.js';
import { useVoice } from './use-voice.js';

interface PaletteProps {
  readonly onClose: () => void;
  readonly showShortcuts: () => void;
}

/** One field for everything: pages, records, what can be done, settings. A combobox whose list stays open. */
export default function Palette({ onClose, showShortcuts }: PaletteProps): ReactElement {
  const text = useText();
  const id = useId();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const entries = useEntries(showShortcuts);
  const { records, isLoading, hasFailed } = useRecords(typed);
  const recent = typed.trim() === '' ? recentEntries(entries) : [];
  const shown = fitting([...recent, ...entries, ...records], typed);
  const chosen = shown[Math.min(active, shown.length - 1)];

  const type = (next: string): void => {
    setTyped(next);
    setActive(0);
  };
  const choose = (entry: PaletteEntry | undefined): void => {
    if (!entry) return;
    rememberEntry(entry);
    onClose();
    // Once the dialog has given the focus back: the page that comes takes it from there.
    setTimeout(() => void follow(entry));
  };
  const follow = async (entry: PaletteEntry): Promise<void> => {
    if (entry.href === undefined) return entry.act?.();
    if (await mayLeave()) navigate(entry.href);
  };
  const press = (event: KeyboardEvent): void => {
    const next = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 6, PageUp: active - 6 }[
      event.key
    ];
    if (next !== undefined) setActive(within(next, shown.length, event.key.startsWith('Arrow')));
    else if (event.key === 'Enter') choose(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={text('palette.title')} className="ch-palette" onClose={onClose}>
      <div className="ch-palette-field">
        <input
          type="text"
          role="combobox"
          data-first-focus
          autoComplete="off"
          spellCheck={false}
          aria-label={text('palette.label')}
          aria-expanded
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen ? optionId(id, shown.indexOf(chosen)) : undefined}
          placeholder={text('palette.label')}
          value={typed}
          onChange={(event) => type(event.target.value)}
          onKeyDown={press}
        />
        <VoiceButton onHear={type} />
      </div>
      <PaletteList
        id={`${id}-list`}
        entries={shown}
        chosen={chosen}
        idOf={(index) => optionId(id, index)}
        onPoint={setActive}
        onChoose={choose}
      />
      <Findings count={shown.length} typed={typed} isLoading={isLoading} hasFailed={hasFailed} />
    </Dialog>
  );
}

/** What a screen reader hears while the list changes; shown where there is nothing else. */
function Findings(props: {
  readonly count: number;
  readonly typed: string;
  readonly isLoading: boolean;
  readonly hasFailed: boolean;
}): ReactElement {
  const text = useText();
  const { count, typed, isLoading, hasFailed } = props;
  const isNone = count === 0 && !isLoading;
  const words = isNone ? text('shell.nothingFound', { term: typed }) : text('palette.found', { count });
  return (
    <div role="status">
      {hasFailed ? <p className="ch-error">{text('problems.noAnswer')}</p> : null}
      {isLoading ? <p className="ch-palette-note">{text('palette.searching')}</p> : null}
      {isLoading ? null : <p className={isNone ? 'ch-palette-note' : 'ch-unseen'}>{words}</p>}
    </div>
  );
}

function VoiceButton({ onHear }: { readonly onHear: (words: string) => void }): ReactElement | null {
  const text = useText();
  const voice = useVoice(onHear);
  const button = useRef<HTMLSpanElement>(null);
  const isListening = voice?.isListening ?? false;
  const wasListening = useRef(false);
  useEffect(() => {
    // What was heard stands in the field: the keyboard goes on there.
    if (wasListening.current && !isListening)
      button.current?.parentElement?.querySelector<HTMLElement>('input')?.focus();
    wasListening.current = isListening;
  }, [isListening]);
  if (!voice) return null;
  return (
    <span ref={button} className="ch-palette-voice">
      <Button
        look={isListening ? 'primary' : 'quiet'}
        aria-pressed={isListening}
        aria-label={text('palette.voice.start')}
        title={text('palette.voice.start')}
        onClick={voice.toggle}
      >
        <Icon icon="Mic" />
      </Button>
      <span role="status" className={voice.problem || isListening ? 'ch-palette-note' : undefined}>
        {isListening ? text('palette.voice.listening') : ''}
        {voice.problem ? text(`palette.voice.${voice.problem}`) : ''}
      </span>
    </span>
  );
}

function within(index: number, count: number, wraps: boolean): number {
  if (count === 0) return 0;
  return wraps ? (index + count) % count : Math.min(Math.max(index, 0), count - 1);
}

function optionId(id: string, index: number): string {
  return `${id}-${index}`;
}
