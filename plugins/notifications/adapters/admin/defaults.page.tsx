import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  fetchJson,
  Notice,
  Page,
  Table,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../src/panel-kit/index.js';
import type { DefaultChange, DefaultsView } from '../../app/notice-defaults.js';
import { KindName } from './kind-name.js';

type Kind = DefaultsView['kinds'][number];
type Channel = DefaultsView['channels'][number];
type Standing = (typeof STANDINGS)[number];

interface Saved {
  readonly said: string;
  /** null: that was one */
  readonly undo: DefaultChange | null;
}

const DOOR = '/admin/x/notifications/defaults';
const STANDINGS = ['off', 'on', 'locked'] as const;

/** What is on unless a person says otherwise, and what nobody turns off. Each change is saved at once and can be taken back. */
export default function DefaultsPage(): ReactElement {
  const text = useText('notifications');
  const sentence = useProblemSentence();
  const loaded = useLoaded<DefaultsView>(DOOR);
  const [answer, setAnswer] = useState<DefaultsView | null>(null);
  const [saved, setSaved] = useState<Saved | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  const save = async (change: DefaultChange, before: Kind, said: string, isUndo = false): Promise<void> => {
    try {
      const view = await fetchJson<DefaultsView>(DOOR, { body: change });
      const { channels, locked } = before;
      const { version } = view.kinds.find(({ name }) => name === change.kind)!;
      setAnswer(view);
      setSaved({ said, undo: isUndo ? null : { kind: change.kind, channels, locked, version } });
      setRefusal(null);
    } catch (error) {
      setSaved(null);
      setRefusal(sentence(asProblem(error)));
      setAnswer(await fetchJson<DefaultsView>(DOOR).catch(() => null));
    }
  };

  return (
    <Page title={text('defaults.title')}>
      <Await loaded={loaded}>
        {(data) => {
          const { channels, kinds } = answer ?? data;
          const undo = saved?.undo;
          return (
            <>
              <div className="ch-card ch-stack">
                <p>{text('defaults.intro')}</p>
                <div className="told-saved">
                  <p role="status">{saved?.said ?? text('preferences.savedAtOnce')}</p>
                  {undo ? (
                    <Button
                      onClick={() => {
                        const kind = kinds.find(({ name }) => name === undo.kind)!;
                        void save(undo, kind, text('preferences.undone'), true);
                      }}
                    >
                      {text('preferences.undo')}
                    </Button>
                  ) : null}
                </div>
                {refusal ? <Notice tone="error">{refusal}</Notice> : null}
              </div>
              <section className="ch-card ch-stack">
                <h2>{text('preferences.kinds')}</h2>
                <Table
                  caption={text('preferences.kinds')}
                  rows={kinds}
                  rowKey={({ name }) => name}
                  columns={[
                    { key: 'kind', heading: text('preferences.kind'), cell: KindName },
                    ...channels.map((channel) => ({
                      key: channel.name,
                      heading: channel.title,
                      cell: (kind: Kind) => <StandingChoice kind={kind} channel={channel} onChange={save} />,
                    })),
                  ]}
                />
              </section>
            </>
          );
        }}
      </Await>
    </Page>
  );
}

function StandingChoice({
  kind,
  channel,
  onChange,
}: {
  readonly kind: Kind;
  readonly channel: Channel;
  readonly onChange: (change: DefaultChange, before: Kind, said: string) => Promise<void>;
}): ReactElement {
  const text = useText('notifications');
  const facts = { kind: kind.title, channel: channel.title };
  const standing = standingOf(kind, channel.name);
  const choose = (chosen: Standing): void => {
    const others = (names: readonly string[]): readonly string[] =>
      names.filter((name) => name !== channel.name);
    const change = {
      kind: kind.name,
      version: kind.version,
      channels: chosen === 'off' ? others(kind.channels) : [...others(kind.channels), channel.name],
      locked: chosen === 'locked' ? [...others(kind.locked), channel.name] : others(kind.locked),
    };
    const said = text('defaults.saved', { ...facts, standing: text(`defaults.standings.${chosen}`) });
    void onChange(change, kind, said);
  };
  return (
    <select
      aria-label={text('preferences.cell', facts)}
      value={standing}
      onChange={({ target }) => choose(target.value as Standing)}
    >
      {STANDINGS.map((each) => (
        <option key={each} value={each}>
          {text(`defaults.standings.${each}`)}
        </option>
      ))}
    </select>
  );
}

function standingOf({ channels, locked }: Kind, channel: string): Standing {
  if (locked.includes(channel)) return 'locked';
  return channels.includes(channel) ? 'on' : 'off';
}
