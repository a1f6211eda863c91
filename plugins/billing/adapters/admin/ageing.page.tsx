import { useState, type ReactElement } from 'react';
import {
  Await,
  Empty,
  Field,
  formatMoney,
  formatNumber,
  Page,
  Table,
  useLoaded,
  useText,
} from '../../../../src/panel-kit/index.js';

interface AgeingAnswer {
  readonly asOf: string;
  readonly ageings: readonly {
    readonly currency: string;
    readonly total: string;
    readonly buckets: readonly {
      readonly bucket: string;
      readonly invoices: number;
      readonly amount: string;
    }[];
  }[];
}

/** What is owed at the end of a day, by how long it is overdue; a table for each currency. */
export default function AgeingPage(): ReactElement {
  const text = useText('billing');
  const [asOf, setAsOf] = useState('');
  const query = asOf === '' ? '' : `?${new URLSearchParams({ asOf }).toString()}`;
  const loaded = useLoaded<AgeingAnswer>(`/admin/x/billing/ageing${query}`);

  return (
    <Page title={text('ageing.title')}>
      <div className="ch-card ch-fields">
        <Field label={text('ageing.asOf')}>
          {(control) => (
            <input
              {...control}
              type="date"
              value={asOf || loaded.data?.asOf || ''}
              onChange={(event) => setAsOf(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Await loaded={loaded}>
        {({ ageings }) =>
          ageings.length === 0 ? (
            <Empty title={text('ageing.nothing')} />
          ) : (
            <>{ageings.map(ageingOfOne(text))}</>
          )
        }
      </Await>
    </Page>
  );
}

function ageingOfOne(text: ReturnType<typeof useText>) {
  return function AgeingOfOne({ currency, total, buckets }: AgeingAnswer['ageings'][number]): ReactElement {
    return (
      <section key={currency} className="ch-card">
        <h2>{formatMoney(total, currency)}</h2>
        <Table
          caption={`${text('ageing.title')}, ${currency}`}
          rows={buckets}
          rowKey={({ bucket }) => bucket}
          columns={[
            {
              key: 'bucket',
              heading: text('ageing.overdue'),
              cell: ({ bucket }) => text(`ageing.buckets.${bucket}`),
            },
            {
              key: 'invoices',
              heading: text('ageing.invoices'),
              numeric: true,
              cell: ({ invoices }) => formatNumber(invoices),
            },
            {
              key: 'amount',
              heading: text('ageing.amount'),
              numeric: true,
              cell: ({ amount }) => formatMoney(amount, currency),
            },
          ]}
        />
      </section>
    );
  };
}
