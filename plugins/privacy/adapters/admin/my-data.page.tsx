import { useState, type ReactElement } from 'react';
import {
  Await,
  Button,
  Empty,
  fetchJson,
  formatDateTime,
  LinkButton,
  Notice,
  NOTHING,
  Page,
  Table,
  useLoaded,
  useProblemSentence,
  useText,
} from '../../../../src/panel-kit/index.js';
import type { OwnData } from '../../contract/doors.js';
import { MyConsents } from './consents/my-consents.js';

/** Everything that the house keeps of the reader, as a file to take away. */
export default function MyDataPage(): ReactElement {
  const text = useText('privacy');
  const loaded = useLoaded<OwnData>('/admin/x/privacy/my');
  const [failure, setFailure] = useState<unknown>(null);
  const sentence = useProblemSentence();
  const ask = async (): Promise<void> => {
    try {
      await fetchJson('/admin/x/privacy/my/export', { method: 'POST', body: {} });
      setFailure(null);
      loaded.reload();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <Page title={text('myData.title')}>
      <section className="ch-card ch-stack">
        <p>{text('myData.about')}</p>
        <Button onClick={() => void ask()}>{text('myData.ask')}</Button>
        {failure !== null && <Notice tone="error">{sentence(failure as never)}</Notice>}
      </section>
      <Await loaded={loaded}>
        {({ exports }) =>
          exports.length === 0 ? (
            <Empty title={text('myData.nothing')} />
          ) : (
            <Table
              caption={text('myData.files')}
              rows={exports}
              rowKey={({ id }) => id}
              columns={[
                {
                  ...{ key: 'created', heading: text('myData.created') },
                  cell: ({ createdAt }) => formatDateTime(createdAt),
                },
                {
                  ...{ key: 'state', heading: text('myData.state') },
                  cell: ({ state }) => text(`myData.states.${state}`),
                },
                {
                  ...{ key: 'expires', heading: text('myData.expires') },
                  cell: ({ expiresAt }) => (expiresAt === null ? NOTHING : formatDateTime(expiresAt)),
                },
                {
                  ...{ key: 'file', heading: text('myData.file') },
                  cell: ({ id, state }) =>
                    state === 'ready' ? (
                      <LinkButton href={`/admin/x/privacy/exports/${id}`}>
                        {text('myData.download')}
                      </LinkButton>
                    ) : (
                      NOTHING
                    ),
                },
              ]}
            />
          )
        }
      </Await>
      <MyConsents />
    </Page>
  );
}
