import type { ReactElement } from 'react';
import {
  formatDate,
  formatDateTime,
  formatNumber,
  NOTHING,
  Table,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { RetentionRunView } from '../../../contract/doors.js';

/** What would go now: how many records of each class, and of which day the oldest is. */
export function TrialCard({ trial }: { readonly trial: RetentionRunView }): ReactElement {
  const text = useText('privacy');
  const title = text('retention.pastTime', { at: formatDateTime(trial.startedAt) });
  return (
    <section className="ch-card ch-stack" role="status">
      <h2>{title}</h2>
      {trial.report.length === 0 ? (
        <p>{text('retention.nothing')}</p>
      ) : (
        <Table
          caption={title}
          rows={trial.report}
          rowKey={({ dataClass }) => dataClass}
          columns={[
            { key: 'class', heading: text('retention.class'), cell: (line) => line.title },
            {
              ...{ key: 'kept', heading: text('retention.kept') },
              cell: ({ days }) => text('register.days', { count: days }),
            },
            {
              ...{ key: 'rows', heading: text('retention.rows'), numeric: true },
              cell: ({ rows }) => formatNumber(rows),
            },
            {
              ...{ key: 'oldest', heading: text('retention.oldest') },
              cell: ({ oldest }) => (oldest === null ? NOTHING : formatDate(oldest.slice(0, 10))),
            },
          ]}
        />
      )}
    </section>
  );
}
