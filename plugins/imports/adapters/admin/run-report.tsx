import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Button,
  Failure,
  fetchJson,
  formatNumber,
  LinkButton,
  Notice,
  ProgressBar,
  Table,
  useText,
  type Problem,
} from '../../../../src/panel-kit/index.js';
import { DOORS, type RunView } from './import-doors.js';

export interface RunReportProps {
  readonly run: RunView;
  readonly onMapAgain: () => void;
  readonly onChanged: () => void;
}

/** What a check found, how far an import is, what came out of it. */
export function RunReport({ run, onMapAgain, onChanged }: RunReportProps): ReactElement {
  const text = useText('imports');
  const { state, progress } = run;
  if (state === 'checking' || state === 'applying') {
    return (
      <div className="ch-card">
        <ProgressBar key={state} label={text(state)} done={progress.done} total={progress.total} />
      </div>
    );
  }
  return (
    <>
      <div className="ch-card ch-stack">
        <Outcome run={run} />
        <Figures run={run} />
        {state === 'checked' ? <Decide run={run} onMapAgain={onMapAgain} onChanged={onChanged} /> : null}
        {state === 'refused' || state === 'failed' ? (
          <div className="ch-actions">
            <Button onClick={onMapAgain}>{text('back')}</Button>
          </div>
        ) : null}
      </div>
      <FailedRows run={run} />
    </>
  );
}

function Outcome({ run }: { readonly run: RunView }): ReactElement | null {
  const text = useText('imports');
  const { created, unchanged, failed } = run;
  if (run.state === 'done') {
    return (
      <Notice tone="success">
        <p>
          {text('done', {
            created: formatNumber(created),
            unchanged: formatNumber(unchanged),
            failed: formatNumber(failed),
          })}
        </p>
      </Notice>
    );
  }
  if (run.state === 'checked') return null;
  return (
    <Notice tone="error" title={text('refused')}>
      {run.error ? <p>{run.error}</p> : null}
    </Notice>
  );
}

function Figures({ run }: { readonly run: RunView }): ReactElement {
  const text = useText('imports');
  const figures = [
    { label: text('rows'), value: run.rows },
    { label: run.state === 'done' ? text('createdDone') : text('created'), value: run.created },
    { label: text('unchanged'), value: run.unchanged },
    { label: text('failed'), value: run.failed },
  ];
  return (
    <dl className="ch-facts">
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{formatNumber(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Decide({ run, onMapAgain, onChanged }: RunReportProps): ReactElement {
  const text = useText('imports');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const mode = run.failed === 0 ? 'all-or-nothing' : 'skip-bad-rows';

  const apply = async (): Promise<void> => {
    setBusy(true);
    try {
      await fetchJson(`${DOORS}/runs/${run.id}/apply`, { body: { mode } });
      onChanged();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };

  return (
    <>
      {run.created === 0 && run.failed === 0 ? (
        <Notice tone="info">
          <p>{text('nothingToDo')}</p>
        </Notice>
      ) : null}
      {problem ? <Failure problem={problem} /> : null}
      <div className="ch-actions">
        <Button look="primary" busy={busy} disabled={run.created === 0} onClick={() => void apply()}>
          {text(run.failed === 0 ? 'applyAll' : 'applyGood')}
        </Button>
        <Button onClick={onMapAgain}>{text('back')}</Button>
      </div>
    </>
  );
}

function FailedRows({ run }: { readonly run: RunView }): ReactElement | null {
  const text = useText('imports');
  if (run.errors.length === 0) return null;
  return (
    <section className="ch-section ch-stack">
      <h2>{text('errors')}</h2>
      {run.failedRows ? (
        <div className="ch-actions">
          <LinkButton href={`${DOORS}/runs/${run.id}/failed-rows`} download>
            {text('downloadFailed')}
          </LinkButton>
        </div>
      ) : null}
      <Table
        caption={text('errors')}
        rows={run.errors}
        rowKey={(_error, index) => String(index)}
        columns={[
          { key: 'line', heading: text('line'), numeric: true, cell: (error) => formatNumber(error.line) },
          { key: 'column', heading: text('column'), cell: (error) => error.column ?? '' },
          { key: 'reason', heading: text('reason'), cell: (error) => error.message },
        ]}
      />
      {run.failed > run.errors.length ? <p>{text('moreErrors', { count: run.errors.length })}</p> : null}
    </section>
  );
}
