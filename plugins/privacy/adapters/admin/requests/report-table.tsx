import type { ReactElement } from 'react';
import {
  formatDate,
  formatNumber,
  NOTHING,
  Notice,
  Table,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { ErasedView } from '../../../contract/requests.js';

const COUNTS = ['cleared', 'removed', 'mentions', 'files'] as const;

interface ReportTableProps {
  readonly report: readonly ErasedView[];
  /** it is not done yet */
  readonly isPlan?: boolean;
}

/** By class of data: what goes, what stays, and why. */
export function ReportTable({ report, isPlan = false }: ReportTableProps): ReactElement {
  const text = useText('privacy');
  if (report.length === 0)
    return <Notice tone="info">{text(isPlan ? 'requests.nothingWould' : 'requests.nothingDone')}</Notice>;
  return (
    <Table
      caption={text(isPlan ? 'requests.plan' : 'requests.report')}
      rows={report}
      rowKey={({ title }, at) => `${title} ${at}`}
      columns={[
        { key: 'class', heading: text('requests.class'), cell: ({ title }) => title },
        ...COUNTS.map((count) => ({
          key: count,
          heading: text(`requests.counts.${count}`),
          numeric: true,
          cell: (each: ErasedView) => (each[count] === 0 ? NOTHING : formatNumber(each[count])),
        })),
        {
          key: 'kept',
          heading: text('requests.kept'),
          cell: ({ kept }) =>
            kept.length === 0 ? NOTHING : kept.map((each) => <Kept key={each.reason} {...each} />),
        },
      ]}
    />
  );
}

function Kept({ reason, records, until }: ErasedView['kept'][number]): ReactElement {
  const text = useText('privacy');
  const count = text('requests.keptRecords', { count: records });
  const end = until === null ? '' : ` · ${text('requests.keptUntil', { until: formatDate(until) })}`;
  return (
    <div>
      {count}
      {end}
      <p className="ch-help">{reason}</p>
    </div>
  );
}
