import type { ReactElement } from 'react';
import { useText } from '../../../../../src/panel-kit/index.js';
import type { ReportDefinition } from '../../../contract/definition.js';
import type { ReportPreview } from '../../../contract/doors.js';
import type { TableColumn, TableRow } from '../../../contract/table.js';
import { cellWords, isNumeric } from './cell-words.js';

export interface PreviewTableProps {
  readonly preview: ReportPreview;
  readonly sort: ReportDefinition['sort'];
  /** names that the report can be put in order by */
  readonly sortable: readonly string[];
  readonly onSort: (sort: ReportDefinition['sort']) => void;
}

/** The first rows as they will be: the heading stays, figures stand to the right, a press on a heading changes the order. */
export function PreviewTable({ preview, sort, sortable, onSort }: PreviewTableProps): ReactElement {
  const text = useText('reports');
  const { columns, rows, totals } = preview;
  const title = text('builder.rows');
  return (
    <div className="ch-table-frame reports-preview-table" tabIndex={0} role="region" aria-label={title}>
      <table className="ch-table">
        <caption className="ch-unseen">{title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading
                key={column.name}
                column={column}
                direction={sort?.by === column.name ? sort.direction : null}
                onSort={sortable.includes(column.name) ? onSort : null}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row key={index} row={row} columns={columns} />
          ))}
        </tbody>
        {totals.length > 0 ? (
          <tfoot>
            {totals.map((row, index) => (
              <Row key={index} row={row} columns={columns} />
            ))}
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}

function Heading(props: {
  readonly column: TableColumn;
  readonly direction: 'asc' | 'desc' | null;
  readonly onSort: PreviewTableProps['onSort'] | null;
}): ReactElement {
  const { column, direction, onSort } = props;
  const sorted = direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : undefined;
  // Figures first by the largest, names by the alphabet; a second press turns it round, a third gives it up.
  const [first, second] = isNumeric(column) ? (['desc', 'asc'] as const) : (['asc', 'desc'] as const);
  const next = direction === null ? first : direction === first ? second : null;
  return (
    <th scope="col" aria-sort={sorted} className={isNumeric(column) ? 'ch-numeric' : undefined}>
      {onSort ? (
        <button
          type="button"
          className="ch-sort"
          onClick={() => onSort(next && { by: column.name, direction: next })}
        >
          {column.title}
          <span aria-hidden="true">{direction === 'asc' ? '↑' : direction === 'desc' ? '↓' : ''}</span>
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}

function Row({
  row,
  columns,
}: {
  readonly row: TableRow;
  readonly columns: readonly TableColumn[];
}): ReactElement {
  const text = useText('reports');
  return (
    <tr className={row.kind === 'row' ? undefined : `reports-${row.kind}`}>
      {columns.map((column, at) => (
        <td
          key={column.name}
          data-heading={column.title}
          className={isNumeric(column) ? 'ch-numeric' : column.kind === 'date' ? 'reports-day' : undefined}
        >
          {cellWords(column, row.cells[at] ?? null, text)}
        </td>
      ))}
    </tr>
  );
}
