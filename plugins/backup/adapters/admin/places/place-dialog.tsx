import { useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  ChooseOne,
  Dialog,
  Failure,
  fetchJson,
  Field,
  Notice,
  notify,
  Tick,
  useText,
  type Problem,
} from '../../../../../src/panel-kit/index.js';
import type { PlaceKind, PlaceToSave, PlaceView, Retention } from '../../../contract/doors.js';
import { DOORS } from '../backup-doors.js';
import { FolderChooser } from './folder-chooser.js';
import { useRetentionWords } from './retention-words.js';

interface PlaceDialogProps {
  readonly kinds: readonly PlaceKind[];
  /** null: a new one */
  readonly start: PlaceView | null;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

const USUAL: Retention = { keepLast: 3, keepDaily: 7, keepWeekly: 5, keepMonthly: 12 };
const MOST_KEPT = 1000;

/** How a place is reached, and what is kept there. Secrets are written, never read. */
export function PlaceDialog({ kinds, start, onSaved, onClose }: PlaceDialogProps): ReactElement {
  const text = useText('backup');
  const [place, setPlace] = useState<PlaceToSave>(() => toSave(kinds, start));
  const [busy, setBusy] = useState<'saving' | 'trying' | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isTried, setTried] = useState(false);
  const change = (part: Partial<PlaceToSave>): void => {
    setTried(false);
    setPlace((before) => ({ ...before, ...part }));
  };
  const attempt = async (what: 'saving' | 'trying', work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(what);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (error) {
      setProblem(asProblem(error));
      return false;
    } finally {
      setBusy(null);
    }
  };
  const kind = kinds.find(({ name }) => name === place.kind);
  const tried = { id: start?.id ?? null, kind: place.kind, place: place.place };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isSaved = await attempt('saving', () =>
      start
        ? fetchJson(`${DOORS}/places/${start.id}`, {
            method: 'PUT',
            body: { ...place, version: start.version },
          })
        : fetchJson(`${DOORS}/places`, { body: place }),
    );
    if (!isSaved) return;
    notify({ tone: 'success', message: text('places.saved', { name: place.name }) });
    onSaved();
    onClose();
  };
  const isMissing = (kind?.fields ?? []).some(
    ({ name, required, secret }) => required && !place.place[name] && !(secret && start?.kept.includes(name)),
  );
  return (
    <Dialog title={text(start ? 'places.editTitle' : 'places.addTitle')} onClose={onClose}>
      <form className="ch-stack" onSubmit={(event) => void save(event)}>
        <Field label={text('places.name')} required>
          {(control) => (
            <input
              {...control}
              type="text"
              maxLength={120}
              autoComplete="off"
              value={place.name}
              onChange={({ target }) => change({ name: target.value })}
            />
          )}
        </Field>
        {start ? null : (
          <ChooseOne
            label={text('places.kind')}
            value={place.kind}
            options={kinds.map(({ name, title }) => ({ value: name, label: title }))}
            onChoose={(name) => change({ kind: name, place: {} })}
          />
        )}
        {kind ? (
          <PlaceFields
            kind={kind}
            kept={start?.kept ?? []}
            values={place.place}
            onChange={(name, value) => change({ place: { ...place.place, [name]: value } })}
          />
        ) : null}
        {kind?.folderField ? (
          <FolderChooser
            tried={tried}
            onChoose={(folder) => change({ place: { ...place.place, [kind.folderField ?? '']: folder } })}
          />
        ) : null}
        <RetentionFields retention={place} onChange={change} />
        <Tick
          label={text('places.isActive')}
          checked={place.active}
          help={text('places.isActiveHelp')}
          onChange={(active) => change({ active })}
        />
        {problem ? <Failure problem={problem} /> : null}
        {isTried ? <Notice tone="success">{text('places.worksSo')}</Notice> : null}
        <div className="ch-actions ch-dialog-end">
          <Button onClick={onClose}>{text('cancel')}</Button>
          <Button
            busy={busy === 'trying'}
            disabled={isMissing || busy !== null}
            onClick={() =>
              void attempt('trying', () => fetchJson(`${DOORS}/places/try`, { body: tried })).then(setTried)
            }
          >
            {text('places.try')}
          </Button>
          <Button
            type="submit"
            look="primary"
            busy={busy === 'saving'}
            disabled={isMissing || busy !== null || place.name.trim() === ''}
          >
            {text('places.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function PlaceFields(props: {
  readonly kind: PlaceKind;
  readonly kept: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (name: string, value: string) => void;
}): ReactElement {
  const text = useText('backup');
  const { kind, kept, values, onChange } = props;
  return (
    <>
      {kind.fields.map(({ name, label, help, required, secret }) => {
        const isKept = kept.includes(name);
        return (
          <Field
            key={`${kind.name} ${name}`}
            label={label}
            help={isKept ? `${help} ${text('places.secretKept')}` : help}
            required={required && !isKept}
          >
            {(control) => (
              <input
                {...control}
                type={secret ? 'password' : 'text'}
                autoComplete={secret ? 'new-password' : 'off'}
                spellCheck={false}
                value={values[name] ?? ''}
                onChange={({ target }) => onChange(name, target.value)}
              />
            )}
          </Field>
        );
      })}
    </>
  );
}

const NUMBERS = ['keepLast', 'keepDaily', 'keepWeekly', 'keepMonthly'] as const;

function RetentionFields(props: {
  readonly retention: Retention;
  readonly onChange: (part: Partial<Retention>) => void;
}): ReactElement {
  const text = useText('backup');
  const words = useRetentionWords();
  const { retention, onChange } = props;
  return (
    <fieldset className="backup-retention">
      <legend className="ch-label">{text('retention.title')}</legend>
      <div className="backup-numbers">
        {NUMBERS.map((name) => (
          <Field key={name} label={text(`retention.${name}`)}>
            {(control) => (
              <input
                {...control}
                type="number"
                min={0}
                max={MOST_KEPT}
                value={retention[name]}
                onChange={({ target }) => {
                  if (target.value !== '') onChange({ [name]: Math.trunc(Number(target.value)) });
                }}
              />
            )}
          </Field>
        ))}
      </div>
      <p className="ch-help" role="status">
        {words(retention)} {text('retention.provenStays')}
      </p>
    </fieldset>
  );
}

function toSave(kinds: readonly PlaceKind[], start: PlaceView | null): PlaceToSave {
  if (start === null) return { name: '', kind: kinds[0]?.name ?? '', active: true, place: {}, ...USUAL };
  const { name, kind, active, place, keepLast, keepDaily, keepWeekly, keepMonthly } = start;
  return { name, kind, active, place, keepLast, keepDaily, keepWeekly, keepMonthly };
}
