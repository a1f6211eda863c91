import type { ReactElement } from 'react';
import { formatDate, formatNumber, NOTHING, Table, useText } from '../../../../../src/panel-kit/index.js';
import type { RetentionCount } from '../../../contract/doors.js';

interface CountTableProps {
  readonly caption: string;
  readonly report: readonly RetentionCount[];
}

/** How many records of each class, and of which day the oldest is. */
export function CountTable({ caption, report }: CountTableProps): ReactElement {
  const text = useText('privacy');
  return (
    <Table
      caption={caption}
      rows={report}
      rowKey={({ dataClass }) => dataClass}
      columns={[
        { key: 'class', heading: text('retention.class'), cell: ({ title }) => title },
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
  );
}
