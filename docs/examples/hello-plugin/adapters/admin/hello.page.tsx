import { useState, type FormEvent, type ReactElement } from 'react';
import {
  asProblem,
  Await,
  Button,
  Failure,
  fetchJson,
  Field,
  formatDateTime,
  notify,
  Page,
  Table,
  useLoaded,
  useText,
  type Problem,
} from '../../../../../src/panel-kit/index.js';

const DOOR = '/admin/x/hello/greetings';

interface GreetingView {
  readonly id: string;
  readonly text: string;
  readonly saidAt: string;
}

/** Greet somebody; see who was greeted. */
export default function HelloPage(): ReactElement {
  const text = useText('hello');
  const greetings = useLoaded<{ readonly greetings: readonly GreetingView[] }>(DOOR);
  return (
    <Page title={text('pages.hello.title')}>
      <GreetForm />
      <Await loaded={greetings}>
        {({ greetings: rows }) => (
          <Table
            caption={text('pages.hello.list')}
            columns={[
              { key: 'text', heading: text('pages.hello.greeting'), cell: (row) => row.text },
              {
                key: 'saidAt',
                heading: text('pages.hello.said-at'),
                cell: (row) => formatDateTime(row.saidAt),
              },
            ]}
            rows={rows}
            rowKey={(row) => row.id}
          />
        )}
      </Await>
    </Page>
  );
}

function GreetForm(): ReactElement {
  const text = useText('hello');
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);

  const greet = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      await fetchJson(DOOR, { method: 'POST', body: { name } });
      setProblem(null);
      notify({ tone: 'success', message: text('pages.hello.asked', { name }) });
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  return (
    <form onSubmit={(event) => void greet(event)}>
      {problem && <Failure problem={problem} />}
      <Field label={text('pages.hello.name')} required>
        {(control) => <input {...control} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Button type="submit">{text('pages.hello.greet')}</Button>
    </form>
  );
}
