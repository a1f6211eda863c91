import type { ReactElement } from 'react';
import {
  formatDate,
  formatDateTime,
  formatDecimal,
  formatMoney,
  formatMonth,
  formatPercent,
  NOTHING,
  Table,
  useText,
} from '../../../../panel-kit/index.js';

export interface Change {
  readonly label: string;
  readonly kind: 'money' | 'rate' | 'quantity' | 'number' | 'date' | 'datetime' | 'month' | 'text';
  readonly currency: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** What stood there before and after, field by field. */
export function ChangeTable({ changes }: { readonly changes: readonly Change[] }): ReactElement {
  const text = useText();
  if (changes.length === 0) return <p className="ch-help">{text('history.noDetails')}</p>;
  return (
    <Table<Change>
      caption={text('history.changes')}
      rows={changes}
      rowKey={({ label }, index) => `${label}${index}`}
      columns={[
        { key: 'field', heading: text('history.field'), cell: ({ label }) => label },
        { key: 'before', heading: text('history.before'), cell: (change) => shown(change, change.before) },
        { key: 'after', heading: text('history.after'), cell: (change) => shown(change, change.after) },
      ]}
    />
  );
}

function shown({ kind, currency }: Change, value: string | null): string {
  if (value === null) return NOTHING;
  switch (kind) {
    case 'money':
      return formatMoney(value, currency);
    case 'rate':
      return formatPercent(value);
    case 'quantity':
    case 'number':
      return formatDecimal(value);
    case 'date':
      return formatDate(value);
    case 'datetime':
      return formatDateTime(value);
    case 'month':
      return formatMonth(value);
    default:
      return value;
  }
}
