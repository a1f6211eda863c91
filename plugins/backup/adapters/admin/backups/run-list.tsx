import type { ReactElement } from 'react';
import {
  Empty,
  formatBytes,
  formatDateTime,
  formatNumber,
  NOTHING,
  ProgressBar,
  Table,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { Overview, RunView } from '../../../contract/doors.js';
import { StateBadge } from '../state-badge.js';
import { CopyList } from './copy-list.js';

/** Its archive is being made, or on its way to a place. */
export function isUnderWay({ state, copies }: RunView): boolean {
  return state === 'running' || copies.some((copy) => copy.state === 'waiting' || copy.state === 'sending');
}

/** Its size is known: what is told of it further are bytes on their way. */
function isWritten({ bytes }: RunView): boolean {
  return bytes > 0;
}

interface RunListProps {
  readonly overview: Overview;
  readonly onChanged: () => void;
}

/** What was made, and where each copy lies. */
export function RunList({ overview, onChanged }: RunListProps): ReactElement {
  const text = useText('backup');
  const { runs, may } = overview;
  return (
    <section className="ch-section">
      <h2>{text('runs.title')}</h2>
      {runs.length === 0 ? (
        <Empty title={text('runs.none')}>
          <p>{text(overview.places.length > 0 ? 'runs.noneHelp' : 'runs.noPlaces')}</p>
        </Empty>
      ) : (
        <Table
          caption={text('runs.title')}
          rows={runs}
          rowKey={({ id }) => id}
          columns={[
            { key: 'backup', heading: text('runs.backup'), cell: (run) => <Made run={run} /> },
            { key: 'state', heading: text('runs.state'), cell: (run) => <RunState run={run} /> },
            {
              key: 'records',
              heading: text('runs.records'),
              numeric: true,
              cell: (run) => (isWritten(run) ? formatNumber(run.records) : NOTHING),
            },
            {
              key: 'size',
              heading: text('runs.size'),
              numeric: true,
              cell: (run) => (isWritten(run) ? formatBytes(run.bytes) : NOTHING),
            },
            {
              key: 'copies',
              heading: text('runs.copies'),
              cell: (run) => <CopyList run={run} may={may} onChanged={onChanged} />,
            },
          ]}
        />
      )}
    </section>
  );
}

function Made({ run }: { readonly run: RunView }): ReactElement {
  const text = useText('backup');
  const by = run.plan ?? run.requestedBy;
  const what = run.sets.length === 0 ? text('sets.everything') : run.sets.join(', ');
  return (
    <div className="backup-made">
      <a href={`/admin/resources/BackupRun/records/${run.id}/show`}>{formatDateTime(run.startedAt)}</a>
      <p className="ch-help">{[text(`runs.triggers.${run.trigger}`), by].filter(Boolean).join(' · ')}</p>
      <p className="ch-help">{what}</p>
    </div>
  );
}

function RunState({ run }: { readonly run: RunView }): ReactElement {
  const text = useText('backup');
  if (isUnderWay(run))
    return isWritten(run) ? (
      <ProgressBar label={text('runs.sending')} {...run.progress} format={formatBytes} />
    ) : (
      <ProgressBar label={text('runs.making')} {...run.progress} since={run.startedAt} />
    );
  return (
    <div>
      <StateBadge state={run.state} />
      {run.error ? <p className="ch-help">{run.error}</p> : null}
    </div>
  );
}
