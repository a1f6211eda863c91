import type { ReactElement } from 'react';
import { formatDateTime, Table, useText } from '../../../../../src/panel-kit/index.js';
import type { RestorationView } from '../../../contract/doors.js';
import { StateBadge } from '../state-badge.js';
import { useRequestWords } from './request-words.js';

/** What became of those that were asked for. */
export function PastList({
  requests,
}: {
  readonly requests: readonly RestorationView[];
}): ReactElement | null {
  const text = useText('backup');
  const words = useRequestWords();
  if (requests.length === 0) return null;
  return (
    <section className="ch-section">
      <h2>{text('restore.past')}</h2>
      <Table
        caption={text('restore.past')}
        rows={requests}
        rowKey={({ id }) => id}
        columns={[
          { key: 'what', heading: text('restore.what'), cell: words },
          {
            key: 'from',
            heading: text('restore.from'),
            cell: ({ fileName }) => <span className="backup-name">{fileName}</span>,
          },
          {
            key: 'asked',
            heading: text('restore.askedBy'),
            cell: ({ requestedBy, requestedAt }) => `${requestedBy}, ${formatDateTime(requestedAt)}`,
          },
          {
            key: 'decided',
            heading: text('restore.decidedBy'),
            cell: ({ decidedBy, decidedAt }) =>
              decidedBy ? `${decidedBy}, ${formatDateTime(decidedAt)}` : '',
          },
          { key: 'state', heading: text('restore.state'), cell: (request) => <Outcome request={request} /> },
        ]}
      />
    </section>
  );
}

function Outcome({ request }: { readonly request: RestorationView }): ReactElement {
  return (
    <div>
      <StateBadge state={request.state} />
      <p className="ch-help">{request.error ?? formatDateTime(request.finishedAt)}</p>
    </div>
  );
}
