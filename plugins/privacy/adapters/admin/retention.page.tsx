import { useState, type ReactElement } from 'react';
import {
  Await,
  Button,
  confirmFirst,
  fetchJson,
  LinkButton,
  Page,
  useDeed,
  useLoaded,
  useText,
  useWatch,
} from '../../../../src/panel-kit/index.js';
import type { RetentionRunView, RetentionView } from '../../contract/doors.js';
import { RuleList } from './retention/rule-list.js';
import { RunList } from './retention/run-list.js';
import { TrialCard } from './retention/trial-card.js';

const DOOR = '/admin/x/privacy/retention';

/** How long each class of data is kept, what is past its time today, and what went before. */
export default function RetentionPage(): ReactElement {
  const text = useText('privacy');
  const loaded = useLoaded<RetentionView>(DOOR);
  const { data, reload } = loaded;
  const [trial, setTrial] = useState<RetentionRunView | null>(null);
  const trying = useDeed(reload);
  const applying = useDeed(reload);
  const isRunning = data?.runs.some(({ state }) => state === 'running') ?? false;
  useWatch(loaded, isRunning);
  const attempt = (): Promise<void> =>
    trying.run(
      async () => setTrial(await fetchJson<RetentionRunView>(`${DOOR}/try`, { body: {} })),
      text('retention.tried'),
    );
  const apply = async (): Promise<void> => {
    const word = text('retention.applyWord');
    const question = { title: text('retention.applyTitle'), sentence: text('retention.applySentence') };
    if (!(await confirmFirst({ ...question, yes: text('retention.apply'), danger: true, typed: word })))
      return;
    setTrial(null);
    await applying.run(() => fetchJson(`${DOOR}/apply`, { body: {} }), text('retention.applied'));
  };
  const actions = (
    <>
      {data?.mayConfigure ? (
        <Button busy={trying.isBusy} onClick={() => void attempt()}>
          {text('retention.try')}
        </Button>
      ) : null}
      {data?.mayApply ? (
        <Button look="danger" busy={applying.isBusy || isRunning} onClick={() => void apply()}>
          {text('retention.apply')}
        </Button>
      ) : null}
      <LinkButton href={`${DOOR}.csv`} download>
        {text('retention.csv')}
      </LinkButton>
    </>
  );
  return (
    <Page title={text('retention.title')} actions={actions}>
      <div className="ch-stack">
        <p>{text('retention.about')}</p>
        {trial ? <TrialCard trial={trial} /> : null}
      </div>
      <Await loaded={loaded}>
        {(view) => (
          <>
            <RuleList view={view} onChanged={reload} />
            <RunList runs={view.runs} />
          </>
        )}
      </Await>
    </Page>
  );
}
