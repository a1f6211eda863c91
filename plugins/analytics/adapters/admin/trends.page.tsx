import { useState, type ReactElement } from 'react';
import type { ChartSpec } from '../../../../src/values/chart.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import {
  Await,
  Chart,
  Empty,
  Field,
  formatDate,
  Notice,
  Page,
  Table,
  useLoaded,
  useText,
} from '../../../../src/panel-kit/index.js';
import { askedInAddress, keepInAddress, percentOf, PlaceFields } from './place-fields.js';

interface TrendAnswer {
  readonly measure: string;
  readonly unit: ChartSpec['unit'];
  readonly currency: CurrencyCode | null;
  readonly currencies: readonly string[];
  readonly spans: readonly Readonly<
    Record<'on' | 'value' | 'expected' | 'lower' | 'upper' | 'trend' | 'season' | 'rest', string>
  >[];
  /** most of them are of nothing */
  readonly isSparse: boolean;
  readonly trendStrength: number;
  readonly seasonStrength: number;
  readonly seasons: readonly number[];
  readonly anomalies: readonly AnomalyTold[];
}

interface AnomalyTold {
  readonly measure: string;
  readonly office: { readonly id: string; readonly name: string } | null;
  readonly grain: string;
  readonly on: string;
  readonly kind: string;
  readonly text: string;
}

const NAMES = ['measure', 'grain', 'currency', 'office', 'representative'] as const;
const MEASURES = ['sales', 'collected', 'credited', 'profit', 'revenue', 'cost', 'invoices', 'payments'];
const GRAINS = ['week', 'day', 'month'];
/** Spans of a chart: of more, single ones can no longer be told apart. */
const MOST_POINTS = 366;

/** A measure over time: what stood out, and what trend, season and rest it is made of. */
export default function TrendsPage(): ReactElement {
  const text = useText('analytics');
  const [asked, setAsked] = useState(() => askedInAddress(NAMES));
  const ask = (change: Partial<typeof asked>): void => {
    const next = { ...asked, ...change };
    keepInAddress(next);
    setAsked(next);
  };
  const loaded = useLoaded<TrendAnswer>(`/admin/x/analytics/trends?${new URLSearchParams(asked).toString()}`);
  const choice = (
    name: 'measure' | 'grain' | 'currency',
    options: readonly string[],
    titleOf: (option: string) => string,
  ): ReactElement => (
    <Field label={text(`trends.${name}`)}>
      {(control) => (
        <select
          {...control}
          value={asked[name] || options[0]}
          onChange={(event) => ask({ [name]: event.target.value })}
        >
          {options.map((option) => (
            <option key={option} value={option}>
              {titleOf(option)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  const currencies = loaded.data?.currencies ?? [];

  return (
    <Page title={text('trends.title')}>
      <div className="ch-card ch-stack">
        <p>{text('trends.intro')}</p>
        <div className="ch-fields">
          {choice('measure', MEASURES, (measure) => text(`trends.measures.${measure}`))}
          {choice('grain', GRAINS, (grain) => text(`trends.grains.${grain}`))}
          {currencies.length > 1 ? choice('currency', currencies, (code) => code) : null}
          <PlaceFields place={asked} onChange={ask} />
        </div>
      </div>
      <Await loaded={loaded}>{(trend) => <Trend trend={trend} />}</Await>
      <Lately />
    </Page>
  );
}

function Trend({ trend }: { readonly trend: TrendAnswer }): ReactElement {
  const text = useText('analytics');
  const { spans, measure, currency, unit, anomalies } = trend;
  const shown = spans.slice(-MOST_POINTS);
  const numbers = (name: keyof TrendAnswer['spans'][number]): number[] =>
    shown.map((span) => Number(span[name]));
  const texts = (name: keyof TrendAnswer['spans'][number]): string[] => shown.map((span) => span[name]);
  const title = text(`trends.measures.${measure}`);
  const common = {
    categoryTitle: text('trends.span'),
    categories: shown.map(({ on }) => formatDate(on)),
    unit,
    ...(currency === null ? {} : { currency }),
  };
  const marks = anomalies.flatMap(({ on, kind }) => {
    const index = shown.findIndex((span) => span.on === on);
    return index < 0 ? [] : [{ series: 0, index, label: text(`trends.kinds.${kind}`) }];
  });
  const series: ChartSpec = {
    ...common,
    kind: 'line',
    title,
    series: [{ name: title, values: numbers('value'), texts: texts('value') }],
    bands: [{ name: text('trends.band'), lower: numbers('lower'), upper: numbers('upper') }],
    marks,
  };
  const partOf = (part: 'trend' | 'season' | 'rest'): ChartSpec => ({
    ...common,
    kind: part === 'rest' ? 'bar' : 'line',
    title: text(`trends.${part}`),
    series: [{ name: text(`trends.${part}`), values: numbers(part), texts: texts(part) }],
  });
  return (
    <>
      <section className="ch-card ch-stack">
        <h2>{title}</h2>
        {trend.isSparse ? <Notice tone="info">{text('trends.sparse')}</Notice> : null}
        <Chart spec={series} title="unseen" height={320} />
        <Told anomalies={anomalies} caption={text('trends.stoodOut')} />
      </section>
      <section className="ch-card ch-stack">
        <h2>{text('trends.madeOf')}</h2>
        <p>
          {text('trends.strengths', {
            trend: percentOf(trend.trendStrength),
            season: percentOf(trend.seasonStrength),
          })}
        </p>
        <Chart spec={partOf('trend')} height={200} />
        {trend.seasons.length > 0 ? (
          <Chart spec={partOf('season')} height={200} />
        ) : (
          <p>{text('trends.noSeason')}</p>
        )}
        <Chart spec={partOf('rest')} height={200} />
      </section>
    </>
  );
}

function Told({
  anomalies,
  caption,
}: {
  readonly anomalies: readonly AnomalyTold[];
  readonly caption: string;
}): ReactElement {
  const text = useText('analytics');
  if (anomalies.length === 0) return <p>{text('trends.nothing')}</p>;
  return (
    <Table
      caption={caption}
      rows={[...anomalies].reverse()}
      rowKey={({ on, kind }) => `${on} ${kind}`}
      columns={[
        { key: 'on', heading: text('trends.span'), cell: ({ on }) => formatDate(on) },
        { key: 'kind', heading: text('trends.kind'), cell: ({ kind }) => text(`trends.kinds.${kind}`) },
        { key: 'why', heading: text('trends.why'), cell: ({ text: why }) => why },
      ]}
    />
  );
}

/** What stood out lately, wherever it was: where to look next. */
function Lately(): ReactElement {
  const text = useText('analytics');
  const loaded = useLoaded<{ days: number; anomalies: readonly AnomalyTold[] }>(
    '/admin/x/analytics/anomalies',
  );
  const addressOf = ({ measure, grain, office }: AnomalyTold): string =>
    `?${new URLSearchParams({ measure, grain, ...(office === null ? {} : { office: office.id }) }).toString()}`;
  return (
    <Await loaded={loaded}>
      {({ days, anomalies }) => (
        <section className="ch-card ch-stack">
          <h2>{text('trends.lately', { count: days })}</h2>
          {anomalies.length === 0 ? (
            <Empty title={text('trends.nothing')} />
          ) : (
            <Table
              caption={text('trends.lately', { count: days })}
              rows={anomalies}
              rowKey={({ on, measure, office, kind }) => [on, measure, office?.id, kind].join(' ')}
              columns={[
                {
                  key: 'on',
                  heading: text('trends.span'),
                  cell: ({ on, grain }) => `${formatDate(on)} (${text(`trends.spans.${grain}`)})`,
                },
                {
                  key: 'where',
                  heading: text('trends.where'),
                  cell: (told) => (
                    <a href={addressOf(told)}>
                      {text(`trends.measures.${told.measure}`)}, {told.office?.name ?? text('trends.network')}
                    </a>
                  ),
                },
                {
                  key: 'kind',
                  heading: text('trends.kind'),
                  cell: ({ kind }) => text(`trends.kinds.${kind}`),
                },
                { key: 'why', heading: text('trends.why'), cell: ({ text: why }) => why },
              ]}
            />
          )}
        </section>
      )}
    </Await>
  );
}
