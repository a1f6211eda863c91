import { useEffect, type ReactElement } from 'react';
import {
  Await,
  changesOf,
  Empty,
  formatBytes,
  formatDateTime,
  formatNumber,
  LinkButton,
  NOTHING,
  StatusBadge,
  Table,
  useLive,
  useLoaded,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { RunView } from '../../../contract/doors.js';
import { DOORS } from '../report-doors.js';
import { CancelButton } from '../run-card.js';
import { isUnderWay } from '../use-run.js';

const POLL_MS = 1000;

/** Files that one has asked for: those being made, those that can be fetched, and what became of the others. */
export function MyFiles(): ReactElement {
  const text = useText('reports');
  const runs = useLoaded<readonly RunView[]>(`${DOORS}/runs`);
  const { reload, data } = runs;
  const isWorking = data?.some(isUnderWay) ?? false;
  useLive(changesOf('ReportRun'), reload);
  useEffect(() => {
    if (!isWorking) return undefined;
    const timer = setTimeout(reload, POLL_MS);
    return () => clearTimeout(timer);
  }, [isWorking, reload, data]);
  return (
    <Await loaded={runs}>
      {(all) =>
        all.length === 0 ? (
          <Empty title={text('files.none')} />
        ) : (
          <Table
            caption={text('parts.files')}
            rows={all}
            rowKey={({ id }) => id}
            columns={[
              { key: 'title', heading: text('files.title'), cell: ({ title }) => title },
              { key: 'format', heading: text('files.format'), cell: ({ format }) => format.toUpperCase() },
              { key: 'state', heading: text('files.state'), cell: (run) => <State run={run} /> },
              {
                key: 'rows',
                heading: text('files.rows'),
                numeric: true,
                cell: ({ rows, state }) => (state === 'done' ? formatNumber(rows) : NOTHING),
              },
              {
                key: 'size',
                heading: text('files.size'),
                numeric: true,
                cell: ({ bytes, state }) => (state === 'done' ? formatBytes(bytes) : NOTHING),
              },
              {
                key: 'asked',
                heading: text('files.asked'),
                cell: ({ createdAt }) => formatDateTime(createdAt),
              },
              {
                key: 'expires',
                heading: text('files.expires'),
                cell: ({ expiresAt }) => formatDateTime(expiresAt),
              },
              {
                key: 'do',
                heading: text('files.do'),
                cell: (run) => <Deed run={run} onChanged={reload} />,
              },
            ]}
          />
        )
      }
    </Await>
  );
}

function State({ run }: { readonly run: RunView }): ReactElement {
  const text = useText('reports');
  const label = text(`files.states.${run.state}`);
  const { done, total } = run.progress;
  return (
    <div>
      <StatusBadge status={run.state} label={label} />
      {run.state === 'running' ? (
        <progress
          className="reports-progress"
          aria-label={text('files.progressOf', { title: run.title })}
          max={total ?? undefined}
          value={total === null ? undefined : done}
        />
      ) : null}
      {run.error ? <p className="ch-help">{run.error}</p> : null}
    </div>
  );
}

function Deed({
  run,
  onChanged,
}: {
  readonly run: RunView;
  readonly onChanged: () => void;
}): ReactElement | null {
  const text = useText('reports');
  if (isUnderWay(run)) return <CancelButton run={run} onCancelled={onChanged} />;
  return run.file ? (
    <LinkButton href={run.file} download>
      {text('files.fetch')}
    </LinkButton>
  ) : null;
}
