import { useId, useRef, useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  Empty,
  fetchJson,
  Field,
  Notice,
  Page,
  Table,
  useLoaded,
  useProblemSentence,
  useText,
  zoneOptions,
} from '../../../../src/panel-kit/index.js';
import type { PreferenceChange } from '../../contract/notifications.js';
import type { PreferencesAnswer } from '../http/preference-routes.js';
import { KindName } from './kind-name.js';

type Kind = PreferencesAnswer['kinds'][number];
type Rhythm = Pick<PreferencesAnswer, 'zone' | 'quiet' | 'digest'>;
type Choose = (change: PreferenceChange, undo: PreferenceChange, said: string) => void;

const DOOR = '/admin/x/notifications/preferences';
const NIGHT = { from: '22:00', to: '08:00' };
const DIGESTS = ['instant', 'hourly', 'daily'] as const;

/** By which channels the reader is told of what, and when. Each change is saved at once and can be taken back. */
export default function PreferencesPage(): ReactElement {
  const text = useText('notifications');
  const loaded = useLoaded<PreferencesAnswer>(DOOR);
  const { shown, choose, saved, refusal } = useChoices(loaded.data);
  return (
    <Page title={text('preferences.title')}>
      <Await loaded={loaded}>
        {() =>
          shown ? (
            <>
              <div className="ch-card ch-stack">
                <p>{text('preferences.intro')}</p>
                {shown.unreachable.map(({ name, title, reason }) => (
                  <Notice key={name} tone="warning">
                    <strong>{text('preferences.unreachable', { channel: title })}</strong> {reason}
                  </Notice>
                ))}
                <Saved saved={saved} refusal={refusal} />
              </div>
              <Kinds kinds={shown.kinds} choose={choose} />
              <Times shown={shown} organisationZone={shown.organisationZone} choose={choose} />
            </>
          ) : null
        }
      </Await>
    </Page>
  );
}

interface SavedChange {
  readonly said: string;
  readonly undo: PreferenceChange | null;
}

/** What is chosen stands on the page at once, and is saved one change after the other, in the order in which they were made. */
function useChoices(loaded: PreferencesAnswer | undefined) {
  const text = useText('notifications');
  const sentence = useProblemSentence();
  const [answer, setAnswer] = useState<PreferencesAnswer | undefined>();
  const [saved, setSaved] = useState<SavedChange | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const queue = useRef(Promise.resolve());
  const waiting = useRef(0);
  const shown = answer ?? loaded;

  const send = async (change: PreferenceChange, done: SavedChange): Promise<void> => {
    const failed = (error: unknown): Promise<PreferencesAnswer | undefined> => {
      setRefusal(sentence(asProblem(error)));
      return fetchJson<PreferencesAnswer>(DOOR).catch(() => loaded);
    };
    setRefusal(null);
    let isSaved = true;
    const now = await fetchJson<PreferencesAnswer>(DOOR, { body: change }).catch((error: unknown) => {
      isSaved = false;
      return failed(error);
    });
    setSaved(isSaved ? done : null);
    waiting.current -= 1;
    // While more is on its way, an answer does not know of it yet.
    if (waiting.current === 0) setAnswer(now);
  };
  const enqueue = (change: PreferenceChange, done: SavedChange): void => {
    setAnswer(shown && chosenIn(shown, change));
    waiting.current += 1;
    queue.current = queue.current.then(() => send(change, done));
  };
  return {
    shown,
    refusal,
    choose: ((change, undo, said) => enqueue(change, { said, undo })) satisfies Choose,
    saved: saved && {
      ...saved,
      takeBack: (change: PreferenceChange) =>
        enqueue(change, { said: text('preferences.undone'), undo: null }),
    },
  };
}

function chosenIn(shown: PreferencesAnswer, change: PreferenceChange): PreferencesAnswer {
  if (!('kind' in change)) return { ...shown, ...change, zone: change.zone ?? shown.organisationZone };
  const kinds = shown.kinds.map((kind) =>
    kind.name === change.kind
      ? {
          ...kind,
          channels: kind.channels.map((channel) => ({
            ...channel,
            on: change.channels.includes(channel.name),
          })),
        }
      : kind,
  );
  return { ...shown, kinds };
}

/** What was saved last, told to a screen reader too, with the way back beside it. */
function Saved({
  saved,
  refusal,
}: {
  readonly saved: (SavedChange & { readonly takeBack: (change: PreferenceChange) => void }) | null;
  readonly refusal: string | null;
}): ReactElement {
  const text = useText('notifications');
  const undo = saved?.undo;
  return (
    <>
      <div className="told-saved">
        <p role="status">{saved?.said ?? text('preferences.savedAtOnce')}</p>
        {undo ? <Button onClick={() => saved.takeBack(undo)}>{text('preferences.undo')}</Button> : null}
      </div>
      {refusal ? <Notice tone="error">{refusal}</Notice> : null}
    </>
  );
}

function Kinds({
  kinds,
  choose,
}: {
  readonly kinds: readonly Kind[];
  readonly choose: Choose;
}): ReactElement {
  const text = useText('notifications');
  const lockedNote = useId();
  const [first] = kinds;
  if (!first) return <Empty title={text('preferences.none')} />;
  const columns = first.channels.map(({ name, title }) => ({
    key: name,
    heading: title,
    cell: (kind: Kind) => <Switch kind={kind} channel={name} lockedNote={lockedNote} choose={choose} />,
  }));
  return (
    <section className="ch-card ch-stack">
      <h2>{text('preferences.kinds')}</h2>
      <Table
        caption={text('preferences.kinds')}
        rows={kinds}
        rowKey={({ name }) => name}
        columns={[{ key: 'kind', heading: text('preferences.kind'), cell: KindName }, ...columns]}
      />
      {kinds.some(({ channels }) => channels.some(({ locked }) => locked)) ? (
        <p className="ch-help" id={lockedNote}>
          {text('preferences.lockedWhy')}
        </p>
      ) : null}
    </section>
  );
}

function Switch({
  kind,
  channel,
  lockedNote,
  choose,
}: {
  readonly kind: Kind;
  readonly channel: string;
  readonly lockedNote: string;
  readonly choose: Choose;
}): ReactElement {
  const text = useText('notifications');
  const here = kind.channels.find(({ name }) => name === channel)!;
  const { on } = here;
  const facts = { kind: kind.title, channel: here.title };
  if (here.locked) {
    return (
      <label className="told-switch">
        <input
          type="checkbox"
          checked
          disabled
          aria-describedby={lockedNote}
          aria-label={text('preferences.cell', facts)}
        />
        <span>{text('preferences.locked')}</span>
      </label>
    );
  }
  const toggle = (): void => {
    const before = kind.channels.filter((each) => each.on).map(({ name }) => name);
    const after = on ? before.filter((name) => name !== channel) : [...before, channel];
    choose(
      { kind: kind.name, channels: after },
      { kind: kind.name, channels: before },
      text(on ? 'preferences.savedOff' : 'preferences.savedOn', facts),
    );
  };
  return (
    <label className="told-switch">
      <input type="checkbox" checked={on} aria-label={text('preferences.cell', facts)} onChange={toggle} />
      <span aria-hidden="true">{text(on ? 'preferences.on' : 'preferences.off')}</span>
    </label>
  );
}

/** When: quiet hours in a zone of one's own, and whether messages come at once or gathered. */
function Times({
  shown,
  organisationZone,
  choose,
}: {
  readonly shown: Rhythm;
  readonly organisationZone: string;
  readonly choose: Choose;
}): ReactElement {
  const text = useText('notifications');
  const changeOf = ({ zone, quiet, digest }: Rhythm): PreferenceChange => ({
    ...{ quiet, digest },
    zone: zone === organisationZone ? null : zone,
  });
  const save = (change: Partial<Rhythm>): void =>
    choose(changeOf({ ...shown, ...change }), changeOf(shown), text('preferences.savedTimes'));
  const { quiet, zone, digest } = shown;
  return (
    <section className="ch-card ch-stack">
      <h2>{text('preferences.times')}</h2>
      <p>{text('preferences.timesIntro')}</p>
      <div className="ch-fields">
        <Field label={text('preferences.digest')} help={text('preferences.digestHelp')}>
          {(control) => (
            <select
              {...control}
              value={digest}
              onChange={({ target }) => save({ digest: target.value as Rhythm['digest'] })}
            >
              {DIGESTS.map((each) => (
                <option key={each} value={each}>
                  {text(`preferences.digests.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={text('preferences.zone')} help={text('preferences.zoneHelp')}>
          {(control) => (
            <select {...control} value={zone} onChange={({ target }) => save({ zone: target.value })}>
              {zoneOptions(zone).map((each) => (
                <option key={each} value={each}>
                  {each.replaceAll('_', ' ')}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={text('preferences.quiet')} inline>
          {(control) => (
            <input
              {...control}
              type="checkbox"
              checked={quiet !== null}
              onChange={({ target }) => save({ quiet: target.checked ? NIGHT : null })}
            />
          )}
        </Field>
        {quiet ? (
          <>
            <TimeField
              key={`from ${quiet.from}`}
              label={text('preferences.quietFrom')}
              time={quiet.from}
              onSave={(from) => save({ quiet: { ...quiet, from } })}
            />
            <TimeField
              key={`to ${quiet.to}`}
              label={text('preferences.quietTo')}
              time={quiet.to}
              onSave={(to) => save({ quiet: { ...quiet, to } })}
            />
          </>
        ) : null}
      </div>
    </section>
  );
}

/** Saved when it is left: on the way to the right hour many wrong ones stand there. */
function TimeField({
  label,
  time,
  onSave,
}: {
  readonly label: string;
  readonly time: string;
  readonly onSave: (time: string) => void;
}): ReactElement {
  const [typed, setTyped] = useState(time);
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          type="time"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={() => {
            if (typed === '') setTyped(time);
            else if (typed !== time) onSave(typed);
          }}
        />
      )}
    </Field>
  );
}
