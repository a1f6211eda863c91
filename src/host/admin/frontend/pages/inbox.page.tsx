import { useEffect, useState, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  Empty,
  Failure,
  fetchJson,
  formatDateTime,
  notify,
  onHint,
  Page,
  passHint,
  Spinner,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../panel-kit/index.js';

interface NoticeView {
  readonly id: string;
  readonly sentence: string;
  readonly link: string | null;
  readonly createdAt: string;
  readonly isRead: boolean;
}

interface InboxView {
  readonly notices: readonly NoticeView[];
  readonly next: string | null;
  readonly unread: number;
}

const DOOR = '/admin/x/host/inbox';
const SHOWN = ['all', 'unread'] as const;
type Shown = (typeof SHOWN)[number];

/** What one was told, newest first. Read here it is read on every device. */
export default function InboxPage(): ReactElement {
  const text = useText();
  const sentence = useProblemSentence();
  const [shown, setShown] = useState<Shown>('all');
  const inbox = useInbox(shown);

  const tell = async (path: 'read' | 'unread', body: unknown): Promise<void> => {
    try {
      const { unread } = await fetchJson<{ unread: number }>(`${DOOR}/${path}`, { body });
      passHint({ kind: 'inbox', unread });
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    }
  };
  const newest = inbox.notices?.[0];

  return (
    <Page
      title={text('inbox.title')}
      actions={
        <Button
          disabled={!newest || inbox.unread === 0}
          onClick={() => newest && void tell('read', { upTo: newest.createdAt })}
        >
          {text('inbox.readAll')}
        </Button>
      }
    >
      <div className="ch-actions ch-inbox-choice" role="group" aria-label={text('inbox.show')}>
        {SHOWN.map((choice) => (
          <Button key={choice} aria-pressed={choice === shown} onClick={() => setShown(choice)}>
            {text(`inbox.${choice}`)}
          </Button>
        ))}
      </div>
      {inbox.problem ? <Failure problem={inbox.problem} onRetry={inbox.reload} /> : null}
      {!inbox.notices && !inbox.problem ? <Spinner /> : null}
      {inbox.notices?.length === 0 ? (
        <Empty title={text(shown === 'all' ? 'inbox.none' : 'inbox.noneUnread')} />
      ) : null}
      {inbox.notices && inbox.notices.length > 0 ? (
        <ul className="ch-card ch-inbox" aria-label={text('inbox.list')}>
          {inbox.notices.map((notice) => (
            <NoticeItem
              key={notice.id}
              notice={notice}
              onRead={() => void tell('read', { ids: [notice.id] })}
              onUnread={() => void tell('unread', { ids: [notice.id] })}
            />
          ))}
        </ul>
      ) : null}
      {inbox.showEarlier ? (
        <Button className="ch-inbox-earlier" onClick={inbox.showEarlier}>
          {text('inbox.earlier')}
        </Button>
      ) : null}
    </Page>
  );
}

function NoticeItem(props: {
  readonly notice: NoticeView;
  readonly onRead: () => void;
  readonly onUnread: () => void;
}): ReactElement {
  const { notice, onRead, onUnread } = props;
  const text = useText();
  const id = `notice-${notice.id}`;
  return (
    <li className={notice.isRead ? 'ch-notice-row' : 'ch-notice-row ch-notice-new'}>
      <div>
        <p id={id}>
          {notice.isRead ? null : <span className="ch-unseen">{text('inbox.isUnread')}: </span>}
          {notice.link === null ? (
            notice.sentence
          ) : (
            <a href={notice.link} onClick={notice.isRead ? undefined : onRead}>
              {notice.sentence}
            </a>
          )}
        </p>
        <time className="ch-help" dateTime={notice.createdAt}>
          {formatDateTime(notice.createdAt)}
        </time>
      </div>
      <Button look="quiet" aria-describedby={id} onClick={notice.isRead ? onUnread : onRead}>
        {text(notice.isRead ? 'inbox.markUnread' : 'inbox.markRead')}
      </Button>
    </li>
  );
}

/** The first page of the inbox, kept up to date, and the earlier ones that were asked for. */
function useInbox(shown: Shown) {
  const [earlier, setEarlier] = useState<readonly string[]>([]);
  const query = shown === 'unread' ? '?unread=1&' : '?';
  const first = useLoaded<InboxView>(`${DOOR}${query}`);
  const [rest, setRest] = useState<{ shown: Shown; pages: readonly InboxView[] }>({ shown, pages: [] });
  const pages = rest.shown === shown ? rest.pages : [];
  const { reload, data } = first;

  useEffect(() => {
    setEarlier([]);
    setRest({ shown, pages: [] });
  }, [shown]);
  useEffect(
    () =>
      onHint((hint) => {
        if (hint.kind !== 'inbox' && hint.kind !== 'again') return;
        reload();
        void Promise.all(earlier.map((before) => pageFrom(query, before))).then(
          (again) => setRest({ shown, pages: again }),
          () => undefined,
        );
      }),
    [reload, earlier, query, shown],
  );

  const last = pages.at(-1) ?? data;
  const showEarlier = async (before: string): Promise<void> => {
    const page = await pageFrom(query, before);
    setEarlier([...earlier, before]);
    setRest({ shown, pages: [...pages, page] });
  };
  return {
    notices: data && [...data.notices, ...pages.flatMap(({ notices }) => notices)],
    unread: data?.unread ?? 0,
    problem: first.problem,
    reload,
    showEarlier: last?.next ? () => void showEarlier(last.next ?? '') : null,
  };
}

function pageFrom(query: string, before: string): Promise<InboxView> {
  return fetchJson<InboxView>(`${DOOR}${query}before=${encodeURIComponent(before)}`);
}
