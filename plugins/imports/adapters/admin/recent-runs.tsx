import type { ReactElement } from 'react';
import {
  Await,
  Button,
  Empty,
  formatDateTime,
  formatNumber,
  StatusBadge,
  Table,
  useLoaded,
  useText,
} from '../../../../src/panel-kit/index.js';
import { DOORS, type KindView, type RunSummary } from './import-doors.js';

export function RecentRuns({
  kinds,
  onOpen,
}: {
  readonly kinds: readonly KindView[];
  readonly onOpen: (runId: string) => void;
}): ReactElement {
  const text = useText('imports');
  const recent = useLoaded<{ runs: readonly RunSummary[] }>(`${DOORS}/runs`);
  const titleOf = (name: string): string => kinds.find((kind) => kind.name === name)?.title ?? name;
  return (
    <section className="ch-section">
      <h2>{text('recent')}</h2>
      <Await loaded={recent}>
        {({ runs }) =>
          runs.length === 0 ? (
            <Empty title={text('noRecent')} />
          ) : (
            <Table
              caption={text('recent')}
              rows={runs}
              rowKey={(run) => run.id}
              columns={[
                {
                  key: 'file',
                  heading: text('fileName'),
                  cell: (run) => (
                    <Button look="quiet" onClick={() => onOpen(run.id)}>
                      {run.fileName}
                    </Button>
                  ),
                },
                { key: 'kind', heading: text('kindShort'), cell: (run) => titleOf(run.kind) },
                {
                  key: 'state',
                  heading: text('state'),
                  cell: (run) => <StatusBadge status={run.state} label={text(`states.${run.state}`)} />,
                },
                { key: 'rows', heading: text('rows'), numeric: true, cell: (run) => formatNumber(run.rows) },
                {
                  key: 'created',
                  heading: text('createdDone'),
                  numeric: true,
                  cell: (run) => formatNumber(run.created),
                },
                {
                  key: 'failed',
                  heading: text('failed'),
                  numeric: true,
                  cell: (run) => formatNumber(run.failed),
                },
                { key: 'at', heading: text('at'), cell: (run) => formatDateTime(run.createdAt) },
              ]}
            />
          )
        }
      </Await>
    </section>
  );
}
