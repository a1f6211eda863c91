import { useState, type ReactElement } from 'react';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { ChartSpec } from '../../../../src/values/chart.js';
import {
  Await,
  Chart,
  Empty,
  Field,
  formatDate,
  formatMonth,
  formatNumber,
  formatPercent,
  NOTHING,
  Notice,
  Page,
  ReferenceInput,
  Table,
  useLoaded,
  useText,
  type Text,
} from '../../../../src/panel-kit/index.js';

interface Interval {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

interface Forecast {
  readonly mean: readonly number[];
  readonly intervals: Readonly<Record<'80' | '95', Interval>>;
  readonly weights: readonly { readonly method: string; readonly weight: number }[];
  readonly errors: readonly {
    readonly method: string;
    readonly accuracy: { readonly smape: number; readonly mase: number | null };
  }[];
  readonly trials: number;
}

type MethodRow = Pick<Forecast['errors'][number], 'method'> & Partial<Forecast['errors'][number]>;

interface OfCurrency {
  readonly currency: CurrencyCode;
  readonly history: readonly { readonly from: string; readonly amount: string }[];
  readonly needs?: number;
  readonly has?: number;
  readonly ahead?: readonly string[];
  readonly forecast?: Forecast;
}

interface Answer {
  readonly measure: string;
  readonly rhythm: 'week' | 'month';
  readonly forecasts: readonly OfCurrency[];
}

const MEASURES = ['sales', 'collected', 'profit'] as const;
const RHYTHMS = ['week', 'month'] as const;
/** Of the history, what is drawn: two years of weeks, three of months. */
const DRAWN = { week: 104, month: 36 } as const;
const WHOLE_NETWORK = { office: '', representative: '' };

/** What sales, collections or profit are likely to be, how wide of the mark that may be, and how wide it was before. */
export default function ForecastPage(): ReactElement {
  const text = useText('analytics');
  const [asked, setAsked] = useState(askedInAddress);
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''));
  const loaded = useLoaded<Answer>(`/admin/x/analytics/forecast?${query.toString()}`);
  const ask = (change: Partial<typeof asked>): void => {
    const next = { ...asked, ...change };
    const inAddress = new URLSearchParams(Object.entries(next).filter(([, value]) => value !== ''));
    window.history.replaceState(null, '', `?${inAddress.toString()}`);
    setAsked(next);
  };
  const choice = (name: 'measure' | 'rhythm', options: readonly string[]): ReactElement => (
    <Field label={text(`forecast.${name}`)}>
      {(control) => (
        <select {...control} value={asked[name]} onChange={(event) => ask({ [name]: event.target.value })}>
          {options.map((option) => (
            <option key={option} value={option}>
              {text(`forecast.${name}s.${option}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  const record = (name: 'office' | 'representative', model: string): ReactElement => (
    <Field label={text(`forecast.${name}`)}>
      {(control) => (
        <ReferenceInput
          model={model}
          value={asked[name]}
          onChange={(id) => ask({ ...WHOLE_NETWORK, [name]: id })}
          control={control}
        />
      )}
    </Field>
  );

  return (
    <Page title={text('forecast.title')}>
      <div className="ch-card ch-fields">
        {choice('measure', MEASURES)}
        {choice('rhythm', RHYTHMS)}
        {record('office', 'Office')}
        {asked.measure === 'profit' ? null : record('representative', 'Representative')}
      </div>
      <Await loaded={loaded}>
        {(answer) =>
          answer.forecasts.length === 0 ? (
            <Empty title={text('forecast.nothing')} />
          ) : (
            <>
              {answer.forecasts.map((each) => (
                <OneCurrency key={each.currency} answer={answer} of={each} text={text} />
              ))}
            </>
          )
        }
      </Await>
    </Page>
  );
}

function askedInAddress() {
  const query = new URLSearchParams(window.location.search);
  const one = <Known extends string>(name: string, known: readonly [Known, ...Known[]]): Known =>
    known.find((each) => each === query.get(name)) ?? known[0];
  return {
    measure: one('measure', MEASURES),
    rhythm: one('rhythm', RHYTHMS),
    office: query.get('office') ?? '',
    representative: query.get('representative') ?? '',
  };
}

interface Shown {
  readonly answer: Answer;
  readonly of: OfCurrency;
  readonly text: Text;
}

function OneCurrency({ answer, of, text }: Shown): ReactElement {
  const { measure, rhythm } = answer;
  const title = `${text(`forecast.measures.${measure}`)}, ${of.currency}`;
  if (!of.forecast || !of.ahead) {
    const facts = { count: of.needs ?? 0, has: formatNumber(of.has ?? 0) };
    return (
      <section className="ch-card">
        <h2>{title}</h2>
        <Notice tone="info">{text(`forecast.tooShort.${rhythm}`, facts)}</Notice>
      </section>
    );
  }
  const { forecast } = of;
  const own = forecast.errors.find(({ method }) => method === 'combination');
  const naive = forecast.errors.find(({ method }) => method === 'naive');
  return (
    <section className="ch-card">
      <h2>{title}</h2>
      {own && naive ? (
        <p>
          {text(`forecast.summary.${rhythm}`, {
            count: forecast.trials,
            steps: formatNumber(forecast.mean.length),
            own: percent(own.accuracy.smape),
            naive: percent(naive.accuracy.smape),
          })}
        </p>
      ) : null}
      <Chart spec={chartOf(title, answer, of, forecast, of.ahead, text)} height={320} title="unseen" />
      <h3>{text('forecast.errorsTitle')}</h3>
      <ErrorsOfMethods forecast={forecast} text={text} />
    </section>
  );
}

function ErrorsOfMethods({
  forecast,
  text,
}: {
  readonly forecast: Forecast;
  readonly text: Text;
}): ReactElement {
  const weightOf = new Map(forecast.weights.map(({ method, weight }) => [method, weight]));
  const tried = forecast.errors.toSorted((one, other) => one.accuracy.smape - other.accuracy.smape);
  // Those that could not answer everywhere cannot be compared, though they have a part in what is expected.
  const others = forecast.weights.filter(({ method }) => tried.every((each) => each.method !== method));
  const rows: readonly MethodRow[] = [...tried, ...others.map(({ method }) => ({ method }))];
  return (
    <Table
      caption={text('forecast.errorsTitle')}
      rows={rows}
      rowKey={({ method }) => method}
      columns={[
        {
          key: 'method',
          heading: text('forecast.method'),
          cell: ({ method }) => text(`forecast.methods.${method.toLowerCase().replaceAll(' ', '-')}`),
        },
        {
          key: 'error',
          heading: text('forecast.error'),
          numeric: true,
          cell: ({ accuracy }) => (accuracy ? percent(accuracy.smape) : NOTHING),
        },
        {
          key: 'steps',
          heading: text('forecast.steps'),
          numeric: true,
          cell: ({ accuracy }) => (accuracy?.mase == null ? NOTHING : formatNumber(round(accuracy.mase, 2))),
        },
        {
          key: 'weight',
          heading: text('forecast.weight'),
          numeric: true,
          cell: ({ method }) => {
            const weight = weightOf.get(method);
            return weight === undefined ? NOTHING : formatPercent(String(Math.round(100 * weight)));
          },
        },
      ]}
    />
  );
}

/** What was, then what is expected with its two bands; the last known point belongs to both, so that the line does not break. */
function chartOf(
  title: string,
  { rhythm }: Answer,
  { currency, history }: OfCurrency,
  { mean, intervals }: Forecast,
  ahead: readonly string[],
  text: Text,
): ChartSpec {
  const known = history.slice(-DRAWN[rhythm]);
  const last = Number(known.at(-1)!.amount);
  const before = new Array<null>(known.length - 1).fill(null);
  const after = new Array<null>(ahead.length).fill(null);
  const named = (day: string): string =>
    rhythm === 'month' ? formatMonth(day.slice(0, 7)) : formatDate(day);
  const joined = (values: readonly number[]): (number | null)[] => [...before, last, ...values];
  const band = (width: '80' | '95') => ({
    name: text('forecast.interval', { percent: width }),
    lower: joined(intervals[width].lower),
    upper: joined(intervals[width].upper),
  });
  return {
    kind: 'line',
    title,
    categoryTitle: text(`forecast.spans.${rhythm}`),
    categories: [...known.map(({ from }) => from), ...ahead].map(named),
    series: [
      {
        name: text('forecast.known'),
        values: [...known.map(({ amount }) => Number(amount)), ...after],
        texts: [...known.map(({ amount }) => amount), ...after],
      },
      {
        name: text('forecast.expected'),
        values: joined(mean),
        texts: [...before, null, ...mean.map((value) => String(Math.round(value)))],
        expected: true,
      },
    ],
    bands: [band('95'), band('80')],
    unit: 'money',
    currency,
  };
}

function percent(value: number): string {
  return formatPercent(value.toFixed(1));
}

function round(value: number, places: number): number {
  return Number(value.toFixed(places));
}
