import { useEffect, useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  confirmFirst,
  Empty,
  fetchJson,
  formatDateTime,
  formatNumber,
  NOTHING,
  notify,
  Page,
  StatusBadge,
  Table,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../src/panel-kit/index.js';
import type { BroadcastLine, BroadcastsAnswer } from '../http/broadcast-routes.js';
import { BroadcastForm } from './broadcast-form.js';

const DOOR = '/admin/x/telegram/broadcasts';
const LOOKS_EVERY_MS = 3_000;
const COUNTED = ['sent', 'failed', 'waiting', 'dropped', 'doubtful'] as const;

/** One text to many: written and looked at as it arrives, and what became of those before. */
export default function BroadcastsPage(): ReactElement {
  const text = useText('telegram');
  const sentence = useProblemSentence();
  const loaded = useBroadcasts();
  const [isWriting, setWriting] = useState(false);

  async function cancel({ id }: BroadcastLine): Promise<void> {
    const question = { title: text('broadcasts.cancelSure'), yes: text('broadcasts.cancel'), danger: true };
    if (!(await confirmFirst(question))) return;
    try {
      await fetchJson(`${DOOR}/cancel`, { body: { id } });
      notify({ tone: 'success', message: text('broadcasts.cancelled') });
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    }
    loaded.reload();
  }

  return (
    <Page
      title={text('broadcasts.title')}
      actions={
        isWriting ? null : (
          <Button look="primary" onClick={() => setWriting(true)}>
            {text('broadcasts.write')}
          </Button>
        )
      }
    >
      <Await loaded={loaded}>
        {(answer) => (
          <>
            {isWriting ? (
              <BroadcastForm
                {...answer}
                onClose={() => setWriting(false)}
                onSent={() => {
                  setWriting(false);
                  loaded.reload();
                }}
              />
            ) : null}
            {answer.broadcasts.length === 0 ? (
              <Empty title={text('broadcasts.none')} />
            ) : (
              <Lines lines={answer.broadcasts} onCancel={(line) => void cancel(line)} />
            )}
          </>
        )}
      </Await>
    </Page>
  );
}

/** Asked again while one is under way. */
function useBroadcasts() {
  const loaded = useLoaded<BroadcastsAnswer>(DOOR);
  const { data, reload } = loaded;
  const isUnderWay = data?.broadcasts.some(({ state }) => state === 'sending') === true;
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setTimeout(reload, LOOKS_EVERY_MS);
    return () => clearTimeout(timer);
  }, [isUnderWay, reload, data]);
  return loaded;
}

function Lines({
  lines,
  onCancel,
}: {
  readonly lines: readonly BroadcastLine[];
  readonly onCancel: (line: BroadcastLine) => void;
}): ReactElement {
  const text = useText('telegram');
  const counts = COUNTED.map((name) => ({
    key: name,
    heading: text(`broadcasts.counts.${name}`),
    numeric: true,
    cell: (line: BroadcastLine) => formatNumber(line.counts[name]),
  }));
  return (
    <section className="ch-card ch-stack">
      <h2>{text('broadcasts.earlier')}</h2>
      <Table
        caption={text('broadcasts.earlier')}
        rows={lines}
        rowKey={({ id }) => id}
        columns={[
          { key: 'at', heading: text('broadcasts.at'), cell: ({ createdAt }) => formatDateTime(createdAt) },
          { key: 'text', heading: text('broadcasts.text'), cell: (line) => <Written line={line} /> },
          {
            key: 'state',
            heading: text('broadcasts.state'),
            cell: ({ state }) => <StatusBadge status={state} label={text(`broadcasts.states.${state}`)} />,
          },
          {
            ...{ key: 'total', heading: text('broadcasts.people'), numeric: true },
            cell: ({ total }) => (total === null ? NOTHING : formatNumber(total)),
          },
          ...counts,
          {
            key: 'cancel',
            heading: text('broadcasts.deeds'),
            cell: (line) =>
              line.state === 'sending' ? (
                <Button onClick={() => onCancel(line)}>{text('broadcasts.cancel')}</Button>
              ) : (
                NOTHING
              ),
          },
        ]}
      />
      <p className="ch-help">{text('broadcasts.notes')}</p>
    </section>
  );
}

/** Its texts, and why it did not reach everybody. */
function Written({ line: { texts, reasons } }: { readonly line: BroadcastLine }): ReactElement {
  const text = useText('telegram');
  return (
    <div>
      {Object.entries(texts).map(([language, words]) => (
        <p key={language} className="broadcast-text" lang={language}>
          {words}
        </p>
      ))}
      {reasons.map(({ reason, messages }) => (
        <p key={reason} className="ch-help">
          {text('broadcasts.reason', { reason, count: formatNumber(messages) })}
        </p>
      ))}
    </div>
  );
}
