import { useState, type ReactElement } from 'react';
import type { ChartSpec } from '../../../../src/values/chart.js';
import {
  Await,
  Chart,
  Empty,
  Field,
  formatDate,
  formatNumber,
  NOTHING,
  Page,
  Table,
  useLoaded,
  useText,
  type Column,
  type Text,
} from '../../../../src/panel-kit/index.js';
import type { StatisticsView } from '../../app/message-statistics.js';

type Row = StatisticsView['rows'][number];

const FIGURES = ['sent', 'failed', 'dropped', 'waiting'] as const;
const DAYS = [7, 30, 91] as const;

/** What became of the messages of the last days, by channel and kind. */
export default function StatisticsPage(): ReactElement {
  const text = useText('notifications');
  const [days, setDays] = useState<number>(30);
  const loaded = useLoaded<StatisticsView>(`/admin/x/notifications/statistics?days=${days}`);
  return (
    <Page title={text('statistics.title')}>
      <div className="ch-card ch-stack">
        <p>{text('statistics.intro')}</p>
        <div className="ch-fields">
          <Field label={text('statistics.period')}>
            {(control) => (
              <select {...control} value={days} onChange={({ target }) => setDays(Number(target.value))}>
                {DAYS.map((each) => (
                  <option key={each} value={each}>
                    {text('statistics.days', { count: each })}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      </div>
      <Await loaded={loaded}>
        {(statistics) =>
          statistics.rows.length === 0 ? (
            <Empty title={text('statistics.none')} />
          ) : (
            <>
              <section className="ch-card ch-stack">
                <h2>{text('statistics.chart')}</h2>
                <Chart spec={chartOf(statistics, text)} title="unseen" />
              </section>
              <Figures statistics={statistics} />
            </>
          )
        }
      </Await>
    </Page>
  );
}

function chartOf({ spans }: StatisticsView, text: Text): ChartSpec {
  return {
    kind: 'stacked',
    title: text('statistics.chart'),
    categoryTitle: text('statistics.day'),
    categories: spans.map(({ from, to }) =>
      from === to ? formatDate(from) : `${formatDate(from)} – ${formatDate(to)}`,
    ),
    series: FIGURES.map((name) => ({
      name: text(`statistics.figures.${name}`),
      values: spans.map((span) => span[name]),
    })),
    unit: 'count',
  };
}

function Figures({ statistics: { rows, from } }: { readonly statistics: StatisticsView }): ReactElement {
  const text = useText('notifications');
  const heading = text('statistics.byKind');
  const figure = (name: (typeof FIGURES)[number]): Column<Row> => ({
    key: name,
    heading: text(`statistics.figures.${name}`),
    numeric: true,
    cell: (row) =>
      row[name] === 0 ? formatNumber(0) : <a href={outboxOf(row, name, from)}>{formatNumber(row[name])}</a>,
  });
  return (
    <section className="ch-card ch-stack">
      <h2>{heading}</h2>
      <Table
        caption={heading}
        rows={rows}
        rowKey={({ channel, kind }) => `${channel} ${kind}`}
        columns={[
          { key: 'kind', heading: text('statistics.kind'), cell: ({ kindTitle }) => kindTitle },
          { key: 'channel', heading: text('statistics.channel'), cell: ({ channelTitle }) => channelTitle },
          ...FIGURES.map(figure),
          {
            key: 'doubtful',
            heading: text('statistics.figures.doubtful'),
            numeric: true,
            cell: ({ doubtful }) => formatNumber(doubtful),
          },
          {
            key: 'read',
            heading: text('statistics.figures.read'),
            numeric: true,
            cell: ({ read }) => (read === 0 ? NOTHING : formatNumber(read)),
          },
        ]}
      />
      <p className="ch-help">{text('statistics.notes')}</p>
    </section>
  );
}

/** These messages in the outbox. */
function outboxOf({ channel, kind }: Row, state: string, from: string): string {
  const filters = { channel, kind, state, 'createdAt~~from': from };
  const query = Object.entries(filters).map(
    ([name, value]) => `filters.${name}=${encodeURIComponent(value)}`,
  );
  return `/admin/resources/Message?${query.join('&')}`;
}
