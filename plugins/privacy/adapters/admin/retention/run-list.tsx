import type { ReactElement } from 'react';
import {
  Empty,
  formatDate,
  formatDateTime,
  formatNumber,
  LinkButton,
  NOTHING,
  StatusBadge,
  Table,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { RetentionRunView } from '../../../contract/doors.js';

/** When the rules were tried and applied, and what went. */
export function RunList({ runs }: { readonly runs: readonly RetentionRunView[] }): ReactElement {
  const text = useText('privacy');
  return (
    <section className="ch-section">
      <h2>{text('retention.runs')}</h2>
      {runs.length === 0 ? (
        <Empty title={text('retention.noRuns')}>
          <p>{text('retention.noRunsHelp')}</p>
        </Empty>
      ) : (
        <Table
          caption={text('retention.runs')}
          rows={runs}
          rowKey={({ id }) => id}
          columns={[
            { key: 'at', heading: text('retention.at'), cell: ({ startedAt }) => formatDateTime(startedAt) },
            { key: 'state', heading: text('retention.state'), cell: (run) => <State run={run} /> },
            {
              ...{ key: 'by', heading: text('retention.by') },
              cell: ({ requestedBy }) => requestedBy ?? text('retention.house'),
            },
            {
              ...{ key: 'rows', heading: text('retention.rows'), numeric: true },
              cell: ({ rows }) => formatNumber(rows),
            },
            { key: 'report', heading: text('retention.report'), cell: (run) => <Report run={run} /> },
          ]}
        />
      )}
    </section>
  );
}

function State({ run }: { readonly run: RetentionRunView }): ReactElement {
  const text = useText('privacy');
  const state = run.isTrial ? 'tried' : run.state;
  return (
    <div>
      <StatusBadge status={state} label={text(`retention.states.${state}`)} />
      {run.error === null ? null : <p className="ch-help">{run.error}</p>}
    </div>
  );
}

function Report({ run: { id, report } }: { readonly run: RetentionRunView }): ReactElement {
  const text = useText('privacy');
  if (report.length === 0) return <>{NOTHING}</>;
  return (
    <details>
      <summary>{text('retention.ofClasses', { count: report.length })}</summary>
      <div className="ch-stack">
        <ul>
          {report.map(({ dataClass, title, rows, oldest }) => (
            <li key={dataClass}>
              {text('retention.line', {
                ...{ title, rows: formatNumber(rows) },
                oldest: oldest === null ? NOTHING : formatDate(oldest.slice(0, 10)),
              })}
            </li>
          ))}
        </ul>
        <LinkButton href={`/admin/x/privacy/retention/runs/${id}/csv`} download>
          {text('retention.csv')}
        </LinkButton>
      </div>
    </details>
  );
}
