import { useState, type ReactElement } from 'react';
import type { ChartSpec } from '../../../../src/values/chart.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import {
  Await,
  Chart,
  Empty,
  Field,
  formatDate,
  formatMoney,
  Notice,
  Page,
  Table,
  useLoaded,
  useText,
} from '../../../../src/panel-kit/index.js';
import { askedInAddress, keepInAddress, percentOf, PlaceFields } from './place-fields.js';

interface CashAnswer {
  readonly asOf: string;
  readonly collections: readonly Collections[];
  /** open and overdue; open and not yet due */
  readonly overdue: number;
  readonly notDue: number;
  readonly invoices: readonly InvoiceAhead[];
}

interface Collections {
  readonly currency: CurrencyCode;
  readonly open: string;
  readonly later: string;
  readonly doubtful: string;
  readonly weeks: readonly {
    readonly from: string;
    readonly to: string;
    readonly expected: string;
    readonly lower: string;
    readonly upper: string;
  }[];
}

interface InvoiceAhead {
  readonly id: string;
  readonly number: string | null;
  readonly representative: { readonly id: string; readonly name: string };
  readonly dueDate: string;
  readonly currency: string;
  readonly outstanding: string;
  readonly probability: number;
  readonly reasons: readonly string[];
}

const NAMES = ['asOf', 'office', 'representative'] as const;

/** What open invoices are likely to bring week by week, and which of them are likely to be late. */
export default function CashPage(): ReactElement {
  const text = useText('analytics');
  const [asked, setAsked] = useState(() => askedInAddress(NAMES));
  const ask = (change: Partial<typeof asked>): void => {
    const next = { ...asked, ...change };
    keepInAddress(next);
    setAsked(next);
  };
  const query = new URLSearchParams(asked).toString();
  const loaded = useLoaded<CashAnswer>(`/admin/x/analytics/cash?${query}`);

  return (
    <Page title={text('cash.title')}>
      <div className="ch-card ch-stack">
        <p>{text('cash.intro')}</p>
        <div className="ch-fields">
          <Field label={text('cash.asOf')}>
            {(control) => (
              <input
                {...control}
                type="date"
                value={asked.asOf || loaded.data?.asOf || ''}
                onChange={(event) => ask({ asOf: event.target.value })}
              />
            )}
          </Field>
          <PlaceFields place={asked} onChange={ask} />
        </div>
      </div>
      <Await loaded={loaded}>
        {(cash) =>
          cash.collections.length === 0 ? (
            <Empty title={text('cash.nothing')} />
          ) : (
            <>
              {cash.collections.map((each) => (
                <Weeks key={each.currency} collections={each} />
              ))}
              <AtRisk cash={cash} />
            </>
          )
        }
      </Await>
    </Page>
  );
}

function Weeks({ collections }: { readonly collections: Collections }): ReactElement {
  const text = useText('analytics');
  const { currency, open, later, doubtful, weeks } = collections;
  const numbers = (name: 'expected' | 'lower' | 'upper'): number[] => weeks.map((week) => Number(week[name]));
  const spec: ChartSpec = {
    kind: 'line',
    title: text('cash.chart', { currency }),
    categoryTitle: text('cash.week'),
    categories: weeks.map(({ from }) => formatDate(from)),
    series: [
      {
        name: text('cash.expected'),
        values: numbers('expected'),
        texts: weeks.map(({ expected }) => expected),
      },
    ],
    bands: [{ name: text('cash.interval'), lower: numbers('lower'), upper: numbers('upper') }],
    unit: 'money',
    currency,
  };
  const facts = {
    open: formatMoney(open, currency),
    later: formatMoney(later, currency),
    doubtful: formatMoney(doubtful, currency),
  };
  return (
    <section className="ch-card ch-stack">
      <h2>{text('cash.chart', { currency })}</h2>
      <p>{text('cash.summary', facts)}</p>
      <Chart spec={spec} title="unseen" />
    </section>
  );
}

function AtRisk({ cash: { invoices, notDue, overdue } }: { readonly cash: CashAnswer }): ReactElement {
  const text = useText('analytics');
  return (
    <section className="ch-card ch-stack">
      <h2>{text('cash.atRisk')}</h2>
      <p>{text('cash.atRiskIntro')}</p>
      {overdue > 0 ? (
        <Notice tone="warning">
          {text('cash.overdue', { count: overdue })}{' '}
          <a href="/admin/pages/billing-ageing">{text('cash.ageing')}</a>
        </Notice>
      ) : null}
      {invoices.length < notDue ? <p>{text('cash.first', { count: invoices.length, all: notDue })}</p> : null}
      <Table
        caption={text('cash.atRisk')}
        rows={invoices}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'probability',
            heading: text('cash.probability'),
            numeric: true,
            cell: ({ probability }) => percentOf(probability),
          },
          {
            key: 'number',
            heading: text('cash.invoice'),
            cell: ({ id, number }) => <a href={`/admin/resources/Invoice/records/${id}/show`}>{number}</a>,
          },
          {
            key: 'representative',
            heading: text('cash.representative'),
            cell: ({ representative: { id, name } }) => (
              <a href={`/admin/resources/Representative/records/${id}/show`}>{name}</a>
            ),
          },
          { key: 'due', heading: text('cash.due'), cell: ({ dueDate }) => formatDate(dueDate) },
          {
            key: 'outstanding',
            heading: text('cash.outstanding'),
            numeric: true,
            cell: ({ outstanding, currency }) => formatMoney(outstanding, currency),
          },
          { key: 'why', heading: text('cash.why'), cell: ({ reasons }) => reasons.join(' ') },
        ]}
      />
    </section>
  );
}
