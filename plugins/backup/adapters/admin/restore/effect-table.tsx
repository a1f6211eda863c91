import type { ReactElement } from 'react';
import { formatNumber, Notice, Table, useText } from '../../../../../src/panel-kit/index.js';
import type { TableEffect } from '../../../contract/doors.js';

const COUNTS = ['added', 'changed', 'removed', 'kept'] as const;

/** What a restoration does, table by table; those that it leaves as they are stand in one line. */
export function EffectTable({ effect }: { readonly effect: readonly TableEffect[] }): ReactElement {
  const text = useText('backup');
  const touched = effect.filter((each) => COUNTS.some((count) => each[count] > 0));
  const left = effect.length - touched.length;
  if (touched.length === 0) return <Notice tone="info">{text('effect.nothing')}</Notice>;
  return (
    <div>
      <Table
        caption={text('effect.title')}
        rows={touched}
        rowKey={({ table }) => table}
        columns={[
          { key: 'table', heading: text('effect.table'), cell: ({ title }) => title },
          ...COUNTS.map((count) => ({
            key: count,
            heading: text(`effect.${count}`),
            numeric: true,
            cell: (each: TableEffect) => formatNumber(each[count]),
          })),
        ]}
      />
      {left > 0 ? <p className="ch-help">{text('effect.same', { count: left })}</p> : null}
    </div>
  );
}
