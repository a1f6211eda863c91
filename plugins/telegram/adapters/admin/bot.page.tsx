import type { ReactElement } from 'react';
import {
  Await,
  formatDateTime,
  formatNumber,
  LinkButton,
  NOTHING,
  Notice,
  Page,
  StatusBadge,
  useLoaded,
  useText,
} from '../../../../src/panel-kit/index.js';

interface StatusAnswer {
  readonly isConfigured: boolean;
  readonly username: string | null;
  readonly mode: 'polling' | 'webhook';
  readonly isHeld: boolean;
  readonly lastSeenAt: string | null;
  readonly waiting: number | null;
  readonly problem: string | null;
  readonly chats: { readonly linked: number; readonly blocked: number };
}

/** Whether the bot hears and is heard, and how it is set up when there is none. */
export default function BotPage(): ReactElement {
  const text = useText('telegram');
  const loaded = useLoaded<StatusAnswer>('/admin/x/telegram/status');
  const links = (
    <>
      <LinkButton href="/admin/resources/TelegramChat">{text('bot.chats')}</LinkButton>
      <LinkButton href="/admin/pages/settings">{text('bot.settings')}</LinkButton>
    </>
  );
  return (
    <Page title={text('bot.title')} actions={links}>
      <Await loaded={loaded}>
        {(status) => (status.isConfigured ? <Status status={status} /> : <SetUp />)}
      </Await>
    </Page>
  );
}

function Status({ status }: { readonly status: StatusAnswer }): ReactElement {
  const text = useText('telegram');
  const { username, mode, isHeld, lastSeenAt, waiting, problem, chats } = status;
  const facts: readonly (readonly [string, ReactElement | string])[] = [
    ['name', username === null ? NOTHING : <a href={`https://t.me/${username}`}>@{username}</a>],
    ['mode', text(`bot.modes.${mode}`)],
    ['held', text(isHeld ? 'bot.heldYes' : 'bot.heldNo')],
    ['lastSeen', lastSeenAt === null ? NOTHING : formatDateTime(lastSeenAt)],
    ['waiting', waiting === null ? NOTHING : formatNumber(waiting)],
    ['linked', formatNumber(chats.linked)],
    ['blocked', formatNumber(chats.blocked)],
  ];
  return (
    <>
      {problem === null ? null : <Notice tone="error">{problem}</Notice>}
      <section className="ch-card">
        <p>
          <StatusBadge
            status={problem === null ? 'well' : 'failing'}
            label={text(problem === null ? 'bot.well' : 'bot.failing')}
          />
        </p>
        <dl className="ch-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{text(`bot.facts.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

function SetUp(): ReactElement {
  const text = useText('telegram');
  return (
    <section className="ch-card">
      <h2>{text('bot.setUp.title')}</h2>
      <ol>
        {['father', 'token', 'start', 'link'].map((step) => (
          <li key={step}>{text(`bot.setUp.${step}`)}</li>
        ))}
      </ol>
    </section>
  );
}
