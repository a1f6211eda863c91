import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  confirmFirst,
  CopyText,
  fetchJson,
  formatDateTime,
  LinkButton,
  Notice,
  notify,
  Page,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../src/panel-kit/index.js';

interface OwnChat {
  readonly isConfigured: boolean;
  readonly chat: { readonly username: string | null; readonly linkedAt: string } | null;
}

interface NewLink {
  readonly url: string;
  readonly expiresAt: string;
  readonly qr: string;
}

const DOOR = '/admin/x/telegram/my-chat';
const QR_PIXELS = 220;

/** Links the reader's own chat with the bot, or unlinks it. */
export default function MyChatPage(): ReactElement {
  const text = useText('telegram');
  const sentence = useProblemSentence();
  const loaded = useLoaded<OwnChat>(DOOR);
  const [link, setLink] = useState<NewLink | null>(null);
  const [isBusy, setBusy] = useState(false);

  const act = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    }
    setBusy(false);
  };
  const makeLink = (): Promise<void> =>
    act(async () => setLink(await fetchJson<NewLink>(`${DOOR}/link`, { body: {} })));
  const unlink = async (): Promise<void> => {
    const question = { title: text('myChat.confirm'), yes: text('myChat.unlink'), danger: true };
    if (!(await confirmFirst(question))) return;
    await act(async () => {
      await fetchJson(`${DOOR}/unlink`, { body: {} });
      notify({ tone: 'success', message: text('myChat.unlinked') });
      setLink(null);
      loaded.reload();
    });
  };

  return (
    <Page title={text('myChat.title')}>
      <Await loaded={loaded}>
        {({ isConfigured, chat }) =>
          isConfigured ? (
            <section className="ch-card">
              <p>
                {chat === null
                  ? text('myChat.none')
                  : text('myChat.linked', {
                      name: chat.username === null ? text('myChat.unnamed') : `@${chat.username}`,
                      at: formatDateTime(chat.linkedAt),
                    })}
              </p>
              <div className="ch-actions">
                <Button look="primary" busy={isBusy} onClick={() => void makeLink()}>
                  {text(chat === null ? 'myChat.link' : 'myChat.linkOther')}
                </Button>
                {chat === null ? null : (
                  <Button look="danger" busy={isBusy} onClick={() => void unlink()}>
                    {text('myChat.unlink')}
                  </Button>
                )}
              </div>
              {link === null ? null : <Link link={link} onLinked={loaded.reload} />}
            </section>
          ) : (
            <Notice tone="info">{text('myChat.noBot')}</Notice>
          )
        }
      </Await>
    </Page>
  );
}

function Link({ link, onLinked }: { readonly link: NewLink; readonly onLinked: () => void }): ReactElement {
  const text = useText('telegram');
  return (
    <>
      <h2>{text('myChat.open')}</h2>
      <p>{text('myChat.how', { until: formatDateTime(link.expiresAt) })}</p>
      <img src={link.qr} alt={text('myChat.qr')} width={QR_PIXELS} height={QR_PIXELS} />
      <CopyText label={text('myChat.address')} value={link.url} />
      <div className="ch-actions">
        <LinkButton href={link.url}>{text('myChat.openHere')}</LinkButton>
        <Button onClick={onLinked}>{text('myChat.check')}</Button>
      </div>
    </>
  );
}
