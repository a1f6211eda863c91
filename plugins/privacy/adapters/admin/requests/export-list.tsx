import type { ReactElement } from 'react';
import {
  Empty,
  formatBytes,
  formatDateTime,
  formatNumber,
  LinkButton,
  NOTHING,
  ProgressBar,
  StatusBadge,
  Table,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { ExportView } from '../../../contract/requests.js';
import { SubjectLink } from './subject-link.js';

const LOOKS: Readonly<Record<ExportView['state'], string>> = {
  waiting: 'waiting',
  running: 'running',
  ready: 'done',
  failed: 'failed',
  expired: 'inactive',
};

interface ExportListProps {
  readonly exports: readonly ExportView[];
  readonly mayDownload: boolean;
}

/** Files about people: those that are being made, those to fetch, and those whose time is over. */
export function ExportList({ exports, mayDownload }: ExportListProps): ReactElement {
  const text = useText('privacy');
  return (
    <section className="ch-section">
      <h2>{text('requests.exports')}</h2>
      {exports.length === 0 ? (
        <Empty title={text('requests.noExports')} />
      ) : (
        <Table
          caption={text('requests.exports')}
          rows={exports}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'who',
              heading: text('requests.who'),
              cell: ({ subject }) => <SubjectLink subject={subject} />,
            },
            {
              key: 'asked',
              heading: text('requests.asked'),
              cell: ({ requestedBy, requestedAt }) =>
                requestedBy === null
                  ? formatDateTime(requestedAt)
                  : `${requestedBy}, ${formatDateTime(requestedAt)}`,
            },
            { key: 'state', heading: text('requests.state'), cell: (each) => <State made={each} /> },
            {
              key: 'expires',
              heading: text('requests.expires'),
              cell: ({ state, expiresAt }) =>
                state === 'ready' && expiresAt !== null ? formatDateTime(expiresAt) : NOTHING,
            },
            {
              key: 'file',
              heading: text('requests.file'),
              cell: ({ file }) =>
                file !== null && mayDownload ? (
                  <LinkButton href={file} download>
                    {text('requests.download')}
                  </LinkButton>
                ) : (
                  NOTHING
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

function State({ made }: { readonly made: ExportView }): ReactElement {
  const text = useText('privacy');
  const { state, progress, error, records, bytes } = made;
  if (state === 'running')
    return (
      <ProgressBar label={text('requests.exportStates.running')} {...progress} since={made.requestedAt} />
    );
  return (
    <div>
      <StatusBadge status={LOOKS[state]} label={text(`requests.exportStates.${state}`)} />
      {error === null ? null : <p className="ch-help">{error}</p>}
      {state === 'ready' ? (
        <p className="ch-help">
          {text('requests.size', {
            count: records,
            records: formatNumber(records),
            size: formatBytes(bytes),
          })}
        </p>
      ) : null}
    </div>
  );
}
