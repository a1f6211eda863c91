import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  Failure,
  fetchJson,
  formatDateTime,
  house,
  type Problem,
  useLoaded,
  useText,
} from '../../../../panel-kit/index.js';
import { ChangeTable, type Change } from './change-table.js';

interface Entry {
  readonly seq: string;
  readonly at: string;
  readonly who: string | null;
  readonly via: string;
  readonly title: string;
  readonly changes: readonly Change[];
}

interface Page {
  readonly entries: readonly Entry[];
  readonly older: string | null;
}

interface RecordHistoryProps {
  readonly model: string;
  readonly id: string;
}

/** Who did what to the record: its part of the audit trail. An entry of the trail itself shows what it says. */
export function RecordHistory({ model, id }: RecordHistoryProps): ReactElement | null {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  if (model === 'AuditEntry') return <AuditDetails id={id} />;
  if (!house().canReadHistory) return null;
  return (
    <details className="ch-card ch-history" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{text('history.title')}</h2>
      </summary>
      {isOpen ? <Entries key={`${model}/${id}`} model={model} id={id} /> : null}
    </details>
  );
}

function Entries({ model, id }: RecordHistoryProps): ReactElement {
  const door = `/admin/x/host/records/${model}/${encodeURIComponent(id)}/history`;
  const loaded = useLoaded<Page>(door);
  return <Await loaded={loaded}>{(first) => <Timeline door={door} first={first} />}</Await>;
}

function Timeline({ door, first }: { readonly door: string; readonly first: Page }): ReactElement {
  const text = useText();
  const [further, setFurther] = useState<readonly Page[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isRunning, setRunning] = useState(false);
  const pages = [first, ...further];
  const older = pages.at(-1)?.older ?? null;
  const goOn = async (): Promise<void> => {
    setRunning(true);
    setProblem(null);
    try {
      const page = await fetchJson<Page>(`${door}?before=${older}`);
      setFurther([...further, page]);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setRunning(false);
    }
  };
  const entries = pages.flatMap((page) => page.entries);
  if (entries.length === 0) return <p className="ch-help">{text('history.nothing')}</p>;
  return (
    <div className="ch-stack">
      <ol className="ch-timeline">
        {entries.map((entry) => (
          <li key={entry.seq}>
            <Heading entry={entry} />
            {entry.changes.length > 0 ? <ChangeTable changes={entry.changes} /> : null}
          </li>
        ))}
      </ol>
      {problem ? <Failure problem={problem} /> : null}
      {older ? (
        <Button busy={isRunning} onClick={() => void goOn()}>
          {text('history.older')}
        </Button>
      ) : null}
    </div>
  );
}

function Heading({ entry }: { readonly entry: Entry }): ReactElement {
  const text = useText();
  return (
    <p className="ch-timeline-head">
      <strong>{entry.title}</strong>
      <span>{entry.who ?? text('history.erased')}</span>
      <time dateTime={entry.at}>{formatDateTime(entry.at)}</time>
      <span className="ch-help">{text('history.via', { via: entry.via })}</span>
    </p>
  );
}

function AuditDetails({ id }: { readonly id: string }): ReactElement {
  const text = useText();
  const loaded = useLoaded<Entry>(`/admin/x/host/audit/${encodeURIComponent(id)}`);
  return (
    <section className="ch-card ch-stack">
      <h2>{text('history.changes')}</h2>
      <Await loaded={loaded}>
        {(entry) => (
          <>
            <Heading entry={entry} />
            <ChangeTable changes={entry.changes} />
          </>
        )}
      </Await>
    </section>
  );
}
