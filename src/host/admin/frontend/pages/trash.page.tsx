import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  confirmFirst,
  Empty,
  fetchJson,
  formatDateTime,
  NOTHING,
  notify,
  Page,
  Table,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../panel-kit/index.js';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly deletedAt: string;
  readonly deletedBy: string | null;
  readonly expiresAt: string;
}

interface Listed {
  readonly entries: readonly Entry[];
  readonly next: string | null;
}

const DOOR = '/admin/x/host/trash';

/** What was deleted and can come back, newest first. */
export default function TrashPage(): ReactElement {
  const text = useText();
  const [before, setBefore] = useState('');
  const loaded = useLoaded<Listed>(`${DOOR}?before=${encodeURIComponent(before)}`);
  return (
    <Page title={text('trash.title')}>
      <p className="ch-help">{text('trash.about')}</p>
      <Await loaded={loaded}>
        {({ entries, next }) => (
          <>
            {entries.length === 0 ? (
              <Empty title={text('trash.empty')} />
            ) : (
              <Entries key={entries.map(({ id }) => id).join()} entries={entries} onDone={loaded.reload} />
            )}
            {next ? <Button onClick={() => setBefore(next)}>{text('trash.older')}</Button> : null}
          </>
        )}
      </Await>
    </Page>
  );
}

function Entries({
  entries,
  onDone,
}: {
  readonly entries: readonly Entry[];
  readonly onDone: () => void;
}): ReactElement {
  const text = useText();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { isRunning, restore, deleteForGood } = useDeeds(onDone);
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const chosenEntries = entries.filter(({ id }) => chosen.has(id));
  return (
    <div className="ch-stack">
      <div className="ch-actions">
        <label className="ch-choice">
          <input
            type="checkbox"
            checked={chosen.size === entries.length}
            onChange={() =>
              setChosen(new Set(chosen.size === entries.length ? [] : entries.map(({ id }) => id)))
            }
          />
          {text('trash.chooseAll')}
        </label>
        {chosen.size > 0 ? (
          <>
            <span role="status">{text('trash.chosen', { count: chosen.size })}</span>
            <Button look="primary" busy={isRunning} onClick={() => void restore(chosenEntries)}>
              {text('trash.restore')}
            </Button>
            <Button look="danger" busy={isRunning} onClick={() => void deleteForGood(chosenEntries)}>
              {text('trash.delete')}
            </Button>
          </>
        ) : null}
      </div>
      <Table<Entry>
        caption={text('trash.caption')}
        rows={entries}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'title',
            heading: text('trash.name'),
            cell: ({ id, title }) => (
              <label className="ch-choice">
                <input
                  type="checkbox"
                  aria-label={text('trash.choose', { title })}
                  checked={chosen.has(id)}
                  onChange={() => toggle(id)}
                />
                {title}
              </label>
            ),
          },
          { key: 'kind', heading: text('trash.kind'), cell: ({ kind }) => kind },
          { key: 'who', heading: text('trash.who'), cell: ({ deletedBy }) => deletedBy ?? NOTHING },
          { key: 'when', heading: text('trash.when'), cell: ({ deletedAt }) => formatDateTime(deletedAt) },
          { key: 'until', heading: text('trash.until'), cell: ({ expiresAt }) => formatDateTime(expiresAt) },
          {
            key: 'deeds',
            heading: '',
            cell: (entry) => (
              <Button
                busy={isRunning}
                aria-label={text('trash.restoreNamed', { title: entry.title })}
                onClick={() => void restore([entry])}
              >
                {text('trash.restore')}
              </Button>
            ),
          },
        ]}
      />
    </div>
  );
}

function useDeeds(onDone: () => void) {
  const text = useText();
  const sentence = useProblemSentence();
  const [isRunning, setRunning] = useState(false);
  const send = async (deed: string, entries: readonly Entry[], typed?: string): Promise<void> => {
    setRunning(true);
    try {
      const body = { ids: entries.map(({ id }) => id), typed };
      const { message } = await fetchJson<{ message: string }>(`${DOOR}/${deed}`, { body });
      notify({ tone: 'success', message });
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    } finally {
      setRunning(false);
      onDone();
    }
  };
  const deleteForGood = async (entries: readonly Entry[]): Promise<void> => {
    const facts = { count: entries.length, title: entries[0]?.title ?? '' };
    const typed = entries.length === 1 ? facts.title : String(facts.count);
    const isMeant = await confirmFirst({
      title: text('trash.sure'),
      sentence: text('trash.sentence', facts),
      yes: text('trash.delete'),
      danger: true,
      typed,
    });
    if (isMeant) await send('delete', entries, typed);
  };
  return { isRunning, restore: (entries: readonly Entry[]) => send('restore', entries), deleteForGood };
}
