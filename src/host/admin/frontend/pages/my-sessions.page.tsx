import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  confirmFirst,
  fetchJson,
  formatDateTime,
  Notice,
  notify,
  Page,
  StatusBadge,
  Table,
  useLoaded,
  useProblemSentence,
  useText,
  type Column,
} from '../../../../panel-kit/index.js';

interface SessionView {
  readonly id: string;
  readonly current: boolean;
  readonly address: string;
  readonly browser: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly methods: readonly string[];
}

const DOOR = '/admin/x/host/my-sessions';

/** Where the reader is signed in, and the way out of each. */
export default function MySessionsPage(): ReactElement {
  const text = useText();
  const loaded = useLoaded<{ sessions: readonly SessionView[] }>(DOOR);
  const { isEnding, refusal, end } = useEnding(loaded.reload);
  const others = loaded.data?.sessions.filter(({ current }) => !current) ?? [];

  const endOthers = async (): Promise<void> => {
    const question = {
      title: text('sessions.endOthers'),
      sentence: text('sessions.confirmOthers'),
      yes: text('sessions.endOthers'),
    };
    if (await confirmFirst(question)) await end(`${DOOR}/end-others`, {});
  };
  return (
    <Page
      title={text('sessions.title')}
      actions={
        others.length > 0 ? (
          <Button look="danger" busy={isEnding} onClick={() => void endOthers()}>
            {text('sessions.endOthers')}
          </Button>
        ) : null
      }
    >
      <p className="ch-lead">{text('sessions.lead')}</p>
      {refusal ? <Notice tone="error">{refusal}</Notice> : null}
      <Await loaded={loaded}>
        {({ sessions }) => (
          <Table
            caption={text('sessions.caption')}
            columns={columns(text, (id) => void end(`${DOOR}/end`, { id }), isEnding)}
            rows={sessions}
            rowKey={({ id }) => id}
          />
        )}
      </Await>
    </Page>
  );
}

function columns(
  text: ReturnType<typeof useText>,
  end: (id: string) => void,
  isEnding: boolean,
): readonly Column<SessionView>[] {
  const named = (session: SessionView): string => session.browser || text('sessions.unknown');
  return [
    {
      key: 'browser',
      heading: text('sessions.browser'),
      cell: (session) => (
        <span>
          {named(session)}{' '}
          {session.current ? <StatusBadge status="active" label={text('sessions.current')} /> : null}
        </span>
      ),
    },
    {
      key: 'address',
      heading: text('sessions.address'),
      cell: ({ address }) => address || text('sessions.unknown'),
    },
    {
      key: 'methods',
      heading: text('sessions.method'),
      cell: ({ methods }) => methods.map((method) => text(`sessions.methods.${method}`)).join(', '),
    },
    {
      key: 'created',
      heading: text('sessions.created'),
      cell: ({ createdAt }) => formatDateTime(createdAt),
    },
    {
      key: 'seen',
      heading: text('sessions.seen'),
      cell: ({ lastSeenAt }) => formatDateTime(lastSeenAt),
    },
    {
      key: 'actions',
      heading: text('sessions.actions'),
      cell: (session) =>
        session.current ? null : (
          <Button
            busy={isEnding}
            aria-label={text('sessions.endOne', { browser: named(session) })}
            onClick={() => end(session.id)}
          >
            {text('sessions.end')}
          </Button>
        ),
    },
  ];
}

function useEnding(reload: () => void) {
  const text = useText();
  const sentence = useProblemSentence();
  const [isEnding, setEnding] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const end = async (door: string, body: unknown): Promise<void> => {
    setEnding(true);
    setRefusal(null);
    try {
      const { ended } = await fetchJson<{ ended: number }>(door, { body });
      notify({ tone: 'success', message: text('sessions.ended', { count: ended }) });
    } catch (error) {
      setRefusal(sentence(asProblem(error)));
    } finally {
      setEnding(false);
      reload();
    }
  };
  return { isEnding, refusal, end };
}
