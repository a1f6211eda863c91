import { useState, type ReactElement } from 'react';
import {
  Await,
  Button,
  fetchJson,
  formatDate,
  formatNumber,
  NOTHING,
  Notice,
  Page,
  Table,
  useLoaded,
  useProblemSentence,
  useText,
  type Text,
} from '../../../../src/panel-kit/index.js';
import type { RegisterLine, RetentionTrial } from '../../contract/doors.js';

/** What is kept of whom, why, how long and who sees it; and what is past its time today. */
export default function RegisterPage(): ReactElement {
  const text = useText('privacy');
  const loaded = useLoaded<readonly RegisterLine[]>('/admin/x/privacy/register');
  return (
    <Page title={text('register.title')}>
      <Await loaded={loaded}>
        {(lines) => (
          <div className="ch-stack">
            <p>{text('register.about')}</p>
            <Trial lines={lines} text={text} />
            {lines.map((line) => (
              <section key={line.dataClass} className="ch-card">
                <h2>{line.title}</h2>
                <dl className="ch-facts">
                  {(['data', 'purpose', 'basis'] as const).map((name) => (
                    <div key={name}>
                      <dt>{text(`register.${name}`)}</dt>
                      <dd>{line[name]}</dd>
                    </div>
                  ))}
                  <div>
                    <dt>{text('register.kept')}</dt>
                    <dd>{keptWords(text, line)}</dd>
                  </div>
                  <div>
                    <dt>{text('register.readers')}</dt>
                    <dd>
                      {line.readers.map((role) => text(`register.roles.${role}`)).join(', ') || NOTHING}
                    </dd>
                  </div>
                </dl>
              </section>
            ))}
          </div>
        )}
      </Await>
    </Page>
  );
}

function keptWords(text: Text, { days, atLeastDays }: RegisterLine): string {
  if (days === null) return text('register.forever');
  const kept = text('register.days', { count: days });
  return atLeastDays === null ? kept : `${kept} · ${text('register.atLeast', { count: atLeastDays })}`;
}

function Trial({
  lines,
  text,
}: {
  readonly lines: readonly RegisterLine[];
  readonly text: Text;
}): ReactElement {
  const [trial, setTrial] = useState<RetentionTrial | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const sentence = useProblemSentence();
  const look = async (): Promise<void> => {
    try {
      setTrial(
        await fetchJson<RetentionTrial>('/admin/x/privacy/retention/try', { method: 'POST', body: {} }),
      );
      setFailure(null);
    } catch (error) {
      setFailure(error);
    }
  };
  const titleOf = (name: string): string => lines.find(({ dataClass }) => dataClass === name)?.title ?? name;
  return (
    <section className="ch-card ch-stack">
      <h2>{text('register.expired')}</h2>
      <p>{text('register.expiredAbout')}</p>
      <Button onClick={() => void look()}>{text('register.look')}</Button>
      {failure !== null && <Notice tone="error">{sentence(failure as never)}</Notice>}
      {trial && (
        <Table
          caption={text('register.expired')}
          rows={trial.report}
          rowKey={({ dataClass }) => dataClass}
          columns={[
            { key: 'class', heading: text('register.class'), cell: ({ dataClass }) => titleOf(dataClass) },
            {
              ...{ key: 'rows', heading: text('register.rows'), numeric: true },
              cell: ({ rows }) => formatNumber(rows),
            },
            {
              ...{ key: 'oldest', heading: text('register.oldest') },
              cell: ({ oldest }) => (oldest === null ? NOTHING : formatDate(oldest.slice(0, 10))),
            },
          ]}
        />
      )}
    </section>
  );
}
