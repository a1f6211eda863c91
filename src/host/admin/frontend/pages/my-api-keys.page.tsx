import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  confirmFirst,
  CopyText,
  Empty,
  fetchJson,
  formatDateTime,
  LinkButton,
  Notice,
  notify,
  Page,
  StatusBadge,
  Table,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../panel-kit/index.js';
import { NewKeyForm, type Scope } from './new-key-form.js';

interface Key {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly state: 'active' | 'expired' | 'revoked';
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
}

interface Keys {
  readonly keys: readonly Key[];
  readonly scopes: readonly Scope[];
  readonly mostDays: number;
}

const DOOR = '/admin/x/host/my-api-keys';

export default function MyApiKeysPage(): ReactElement {
  const text = useText();
  const loaded = useLoaded<Keys>(DOOR);
  const [created, setCreated] = useState<string | null>(null);
  return (
    <Page
      title={text('apiKeys.title')}
      actions={<LinkButton href="/api/docs">{text('apiKeys.reference')}</LinkButton>}
    >
      <p>{text('apiKeys.about')}</p>
      {created === null ? null : (
        <section className="ch-section ch-api-key-form" aria-labelledby="key-created">
          <h2 id="key-created" tabIndex={-1} ref={focus}>
            {text('apiKeys.created')}
          </h2>
          <CopyText label={text('apiKeys.key')} value={created} />
          <Notice tone="warning">{text('apiKeys.once')}</Notice>
          <Button look="primary" onClick={() => setCreated(null)}>
            {text('apiKeys.done')}
          </Button>
        </section>
      )}
      <Await loaded={loaded}>
        {({ keys, scopes, mostDays }) => (
          <>
            <section className="ch-section">
              <h2>{text('apiKeys.list')}</h2>
              <KeyTable keys={keys} onChange={loaded.reload} />
            </section>
            {created === null ? (
              <NewKeyForm
                scopes={scopes}
                mostDays={mostDays}
                create={async (body) => {
                  const { key } = await fetchJson<{ key: string }>(DOOR, { body });
                  setCreated(key);
                  loaded.reload();
                }}
              />
            ) : null}
          </>
        )}
      </Await>
    </Page>
  );
}

/** What is shown once is read out when it appears. */
function focus(heading: HTMLElement | null): void {
  heading?.focus();
}

function KeyTable({
  keys,
  onChange,
}: {
  readonly keys: readonly Key[];
  readonly onChange: () => void;
}): ReactElement {
  const text = useText();
  const sentence = useProblemSentence();
  const revoke = async ({ id, name }: Key): Promise<void> => {
    const question = {
      title: text('apiKeys.revokeNamed', { name }),
      sentence: text('apiKeys.revokeQuestion', { name }),
      yes: text('apiKeys.revoke'),
      danger: true,
    };
    if (!(await confirmFirst(question))) return;
    try {
      await fetchJson(`${DOOR}/${id}/revoke`, { method: 'POST' });
      notify({ tone: 'success', message: text('apiKeys.revoked', { name }) });
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    }
    onChange();
  };
  if (keys.length === 0) return <Empty title={text('apiKeys.empty')} />;
  return (
    <Table<Key>
      caption={text('apiKeys.list')}
      rows={keys}
      rowKey={({ id }) => id}
      columns={[
        { key: 'name', heading: text('apiKeys.name'), cell: ({ name }) => name },
        { key: 'prefix', heading: text('apiKeys.prefix'), cell: ({ prefix }) => <code>{prefix}</code> },
        {
          key: 'state',
          heading: text('apiKeys.state'),
          cell: ({ state }) => <StatusBadge status={state} label={text(`apiKeys.states.${state}`)} />,
        },
        {
          key: 'expires',
          heading: text('apiKeys.expires'),
          cell: ({ expiresAt }) => formatDateTime(expiresAt),
        },
        {
          key: 'used',
          heading: text('apiKeys.lastUsed'),
          cell: ({ lastUsedAt }) =>
            lastUsedAt === null ? text('apiKeys.never') : formatDateTime(lastUsedAt),
        },
        {
          key: 'revoke',
          heading: text('apiKeys.revoke'),
          cell: (key) =>
            key.state === 'active' ? (
              <Button
                look="danger"
                aria-label={text('apiKeys.revokeNamed', { name: key.name })}
                onClick={() => void revoke(key)}
              >
                {text('apiKeys.revoke')}
              </Button>
            ) : (
              ''
            ),
        },
      ]}
    />
  );
}
