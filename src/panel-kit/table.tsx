import type { ReactElement, ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly heading: string;
  /** figures stand to the right */
  readonly numeric?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export interface TableProps<Row> {
  /** read out before the table; not shown */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row, index: number) => string;
}

/** On a narrow screen each row becomes a card, its headings beside the values. */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>): ReactElement {
  return (
    <div className="ch-table-frame">
      <table className="ch-table">
        <caption className="ch-unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, heading, numeric }) => (
              <th key={key} scope="col" className={numeric ? 'ch-numeric' : undefined}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)}>
              {columns.map(({ key, heading, numeric, cell }) => (
                <td key={key} data-heading={heading} className={numeric ? 'ch-numeric' : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
